# Multiplications of one channel on one edge.
# Alt: Multiplications against the highest degree on logarithmic axes. The two lines for products
#   term by term are steeper and end highest; the two lines in the frame grow more slowly, lowest
#   with mmax 2.
eval figure(13.5, 6.4)
set logscale xy
set format y tens
set xrange [0.95:8.6]
set yrange [10:1e5]
set xtics (1, 2, 3, 4, 5, 6, 7, 8)
set xlabel "L"
set ylabel "multiplications"
plot data.'/cost.dat' using 1:3 with linespoints ls 2 title "terms, filters up to 2L", \
     '' using 1:2 with linespoints ls 1 title "terms, filters up to L", \
     '' using 1:4 with linespoints ls 3 title "in the frame", \
     '' using 1:5 with linespoints ls 4 title "in the frame, mmax = 2"
