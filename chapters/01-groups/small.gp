# The relative error of (1 - cos t) / t^2, written in two ways.
# Alt: Relative error against the angle on logarithmic axes. The formula as it stands rises steadily
#   as the angle shrinks and is completely wrong below ten to the minus eight; the formula with half
#   angles stays at the last digit.
eval figure(9.5, 5.4)
set logscale xy
set format x tens; set format y tens
set xrange [1e-11:0.05]
set yrange [1e-17:10]
set xtics 1e-10, 100; set ytics 1e-16, 1e4
set xlabel "t in rad"
set ylabel "relative error"
set key at graph 0.98, 1.0 top right
plot data.'/small.dat' using 1:2 with linespoints ls 2 title "(1 - cos t) / t^2", \
     data.'/small.dat' using 1:3 with linespoints ls 1 title "half angles"
