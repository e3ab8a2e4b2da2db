# Error of a central difference against its step.
# Alt: Relative error against the step, on logarithmic axes. The curve for the curved loss is a V
#   with its lowest point near ten to the minus four; that for the linear loss goes on falling up to
#   the step 1.
eval figure(13.5, 6.5)
set logscale xy
set format xy tens
set xlabel "step"
set ylabel "relative error"
set yrange [1e-17:1]
set xrange [1e-10:2]
set key bottom left
plot data.'/steps.dat' using 1:3 with linespoints ls 2 title "L = sum tanh y", \
     '' using 1:2 with linespoints ls 1 title "L = dy · y"
