# Wobble of the energy against the step.
# Alt: Wobble of the energy against the step on logarithmic axes: four points on a straight line
#   that rises by a factor of four for every doubling, beside a guide of slope 2.
eval figure(9, 6)
set logscale xy
set xlabel "step (fs)"
set ylabel "wobble (meV)"
set xtics (0.125, 0.25, 0.5, 1)
set xrange [0.1:1.25]
set key top left
plot data.'/verlet.dat' using 1:2 with linespoints ls 1 title "ethanol, 1 ps", \
     [0.12:1.1] 3*x**2 with lines ls 2 title "slope 2"
