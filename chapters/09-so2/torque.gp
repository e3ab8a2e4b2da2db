# Errors of three gradients near the pole.
# Alt: Relative error of a gradient against the distance of the edge from the pole on logarithmic
#   axes. Detached it is about 1 everywhere; through two angles it grows steadily towards the pole;
#   by the torque it stays at rounding.
eval figure(13.5, 6.4)
set logscale xy
set format x tens
set format y tens
set xrange [0.5e-16:2]
set yrange [3e-17:20]
set xlabel "distance of the edge from the pole"
set ylabel "relative error of the gradient"
set key at graph 0.98, 0.62 right
plot data.'/torque.dat' using 1:4 with lines ls 3 title "frame detached", \
     '' using 1:3 with linespoints ls 2 title "through two angles", \
     '' using 1:2 with linespoints ls 1 title "torque"
