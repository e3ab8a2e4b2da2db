# Error of a central difference against its step.
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
