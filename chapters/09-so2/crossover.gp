# Times of one convolution in four ways, and when frames win.
# Alt: Left, time of one edge against the highest degree on logarithmic axes, four methods; the
#   method in frames rises least. Right, how many times as long the full product takes, four curves
#   that cross the line of equal time between degree 2 and 4.
eval figure(13.5, 7.2)
set multiplot layout 1, 2
set logscale xy
set format y tens
set xrange [0.9:11]
set xtics (1, 2, 3, 4, 6, 8, 10)
set xlabel "L"
set ylabel "microseconds an edge"
set key top left reverse Left samplen 2
set yrange [0.05:2e5]
plot data.'/crossover.dat' index 3 using 1:2 with linespoints ls 1 title "dense", \
     '' index 3 using 1:3 with linespoints ls 2 title "sparse", \
     '' index 3 using 1:4 with linespoints ls 3 title "fused", \
     '' index 3 using 1:5 with linespoints ls 4 title "in frames"
set ylabel "fused : in frames"
set yrange [0.1:1000]
set format y "%g"
plot 1 with lines lw 1 lc rgb c_grey notitle, \
     data.'/crossover.dat' index 0 using 1:($4/$5) with linespoints ls 1 title "8 channels", \
     '' index 2 using 1:($4/$5) with linespoints ls 2 title "32", \
     '' index 4 using 1:($4/$5) with linespoints ls 3 title "128", \
     '' index 3 using 1:($8/$9) with linespoints ls 5 title "64, with gradients"
unset multiplot
