# Two errors of a difference quotient: too large a step, too small a step.
# Alt: Error of two difference quotients against the step, on logarithmic axes, both shaped like a
#   V. The one-sided quotient is best at a step of ten to the minus eight, the two-sided one at ten
#   to the minus five or six and a hundred times better.
eval figure(13.5, 5.6)
set logscale xy
set xrange [1e-12:0.1]; set yrange [1e-11:1]
set format x tens; set format y tens
set xlabel "step h"
set ylabel "error of the quotient"
set key top center
plot data.'/differences.dat' using 1:2 with linespoints ls 2 title "forward: h, and eps / h", \
     '' using 1:3 with linespoints ls 1 title "central: h^2, and eps / h"
