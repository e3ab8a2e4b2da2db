# Cost of an edge against the degree: all coefficients, terms, fused.
# Alt: Nanoseconds for an edge against the largest degree on logarithmic axes, three rising lines:
#   all coefficients highest, the terms of chapter 5 about a factor of five to ten below, the fused
#   convolution lowest and only to degree 3. A grey guide has the slope of the sixth power.
eval figure(13.5, 7)
set logscale xy
set xrange [0.9:6.6]
set yrange [10:3e6]
set format y tens
set xtics (1, 2, 3, 4, 5, 6)
set xlabel "largest degree l"
set ylabel "nanoseconds an edge"
set key top left
stats data.'/costl.dat' using (stringcolumn(1) eq "6" ? column(2) : NaN) nooutput
top = STATS_max
plot data.'/costl.dat' using 1:2 with linespoints ls 1 title "all coefficients", \
     '' using 1:3 with linespoints ls 2 title "terms (chapter 5)", \
     '' using 1:4 with linespoints ls 3 title "fused", \
     0.3 * top * (x / 6)**6 with lines lw 1 lc rgb c_grey title "l^6"
