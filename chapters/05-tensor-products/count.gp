# Paths up to L, and weights with 16 channels.
# Alt: Left, numbers of paths against the highest degree: all paths rise to some 370 at degree 8,
#   even ones to about 210, odd ones to about 160. Right, weights on a logarithmic scale, the full
#   product a constant factor above the depthwise one.
eval figure(13.5, 6.5)
set multiplot layout 1,2
set xlabel "L"
set key top left
set ylabel "paths of degrees up to L"
plot data.'/count.dat' using 1:2 with linespoints ls 1 title "all", \
     '' using 1:3 with linespoints ls 2 title "even", \
     '' using 1:4 with linespoints ls 3 title "odd"
set ylabel "weights, 16 channels"
set logscale y
set format y tens
set yrange [10:200000]
plot data.'/count.dat' using 1:6 with linespoints ls 2 title "full", \
     '' using 1:5 with linespoints ls 1 title "depthwise"
unset multiplot
