# How well differences know a directional derivative.
# Alt: Errors of difference quotients against the step on logarithmic axes, three curves shaped like
#   a V, the one with five points the deepest. A fourth, for a gradient that is wrong by a
#   thousandth, is flat far above their lowest points.
eval figure(13.5, 6.4)
set lmargin 8; set rmargin 1.5; set tmargin 0.8; set bmargin 3.2
set logscale xy
set format x tens; set format y tens
set xrange [1e-13:1]
set yrange [1e-15:10]
set xtics 1e-12, 1e3; set ytics 1e-15, 1e3
set xlabel "step h"
set ylabel "relative error"
set key at graph 0.02, 0.03 bottom left
plot data.'/vcurve.dat' using 1:2 with linespoints ls 2 title "one-sided", \
     '' using 1:3 with linespoints ls 1 title "central, two points", \
     '' using 1:4 with linespoints ls 3 title "central, five points", \
     '' using 1:5 with linespoints ls 4 title "five points, gradient 0.1% wrong in one layer"
