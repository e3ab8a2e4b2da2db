# Multiplications of one channel on one edge against the degree.
# Alt: Multiplications against the highest degree on logarithmic axes. Dense tensors are highest and
#   steepest, non-zero terms lie below, and the method with two turns grows slowest and is cheapest
#   from degree 2 on.
eval figure(13.5, 6)
set logscale xy
set format y tens
set xrange [0.95:10.5]
set yrange [10:3e6]
set xtics 1, 2
set xtics (1, 2, 3, 4, 5, 6, 8, 10)
set xlabel "L"
set ylabel "multiplications"
plot data.'/cost.dat' using 1:2 with linespoints ls 1 title "dense tensors", \
     '' using 1:($3 > 0 ? $3 : 1/0) with linespoints ls 2 title "non-zero terms", \
     '' using 1:4 with linespoints ls 3 title "SO(2), with both turns", \
     x**6 lc rgb c_grey dt (3,2) title "L^6", x**3 * 4 lc rgb c_grey dt 1 title "4 L^3"
