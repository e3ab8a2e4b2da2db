# A narrow valley: gradient descent and Adam.
# Alt: Left, the paths of two methods in a narrow valley: one zigzags from wall to wall, the other
#   runs in a wide curve to the bottom. Right, the value against 120 steps on a logarithmic scale:
#   the first falls slowly in a straight line, the second faster and in waves.
eval figure(13.5, 5.8)
set multiplot layout 1,2 margins 0.11,0.97,0.26,0.95 spacing 0.15,0
set xrange [-0.25:1.05]
set yrange [-0.32:0.32]
set xlabel "a"
set ylabel "b"
set key at graph 0.02, 0.99 top left
plot data.'/adam.dat' using 2:3 with linespoints ls 2 lw 0.7 title "gradient descent", \
     '' using 4:5 with linespoints ls 1 lw 0.7 title "Adam"
set xrange [0:120]
set yrange [1e-6:10]
set logscale y
set format y tens
set xlabel "step"
set ylabel "f"
set key at graph 0.98, 0.95 top right
plot data.'/adam.dat' using 1:6 with lines ls 2 title "gradient descent", \
     '' using 1:7 with lines ls 1 title "Adam"
unset multiplot
