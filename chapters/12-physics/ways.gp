# Error of the gradient by differences against the step.
# Alt: Error against the step on logarithmic axes. It falls with the square of the step from a tenth
#   to about ten to the minus six and then flattens out in the noise of rounding.
eval figure(13.5, 6)
set logscale xy
set format x tens
set format y tens
set xlabel "step (Å)"
set ylabel "error / largest entry"
set key top left
plot data.'/ways.dat' using 1:2 with linespoints ls 1 title "two more passes", \
     [1e-6:1e-1] 40*x**2 with lines ls 2 title "step^2"
