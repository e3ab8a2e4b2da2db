# How many times faster with more threads.
# Alt: Times as fast against 1 to 16 threads on logarithmic axes. Four curves follow the diagonal to
#   four threads and then fall below it, the convolution least and forward with backward most.
eval figure(13.5, 7.5)
set logscale xy 2
set xrange [0.9:20]
set yrange [0.9:20]
set xtics (1, 2, 4, 8, 16)
set ytics (1, 2, 4, 8, 16)
set xlabel "threads"
set ylabel "times as fast as one"
set key top left
plot x with lines lw 1 lc rgb c_grey title "as many times as threads", \
     data.'/scaling.dat' using 1:2 with linespoints ls 1 title "harmonics, rows", \
     '' using 1:3 with linespoints ls 2 title "harmonics, used at once", \
     '' using 1:4 with linespoints ls 3 title "convolution", \
     '' using 1:5 with linespoints ls 4 title "forward and backward"
