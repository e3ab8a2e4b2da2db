# Mean square of a feature after k products in a row.
# Alt: Mean square against the number of products in a row, up to 8, on a logarithmic scale. Without
#   a scale it rises in a straight line, divided by the fan-in it falls in one, and divided by the
#   root of the fan-in it stays level at 1.
eval figure(13.5, 6.5)
set logscale y
set format y tens
set xlabel "products in a row"
set ylabel "mean square"
set key top left
set xrange [-0.2:8.2]
plot data.'/depth.dat' using 1:3 with linespoints ls 2 title "no scale", \
     '' using 1:2 with linespoints ls 1 title "1/√(fan-in)", \
     '' using 1:4 with linespoints ls 3 title "1/fan-in"
