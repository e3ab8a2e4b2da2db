# Radial functions of the first and the last layer, before and after training.
# Alt: Four graphs of learned functions of the distance, before training above and after it below,
#   the first layer left and the last one right. Vertical lines mark six distances. After training
#   the curves are larger, and their shapes have changed.
eval figure(13.5, 8.6)
set multiplot layout 2, 2 margins 0.09, 0.975, 0.11, 0.94 spacing 0.09, 0.13
set xrange [0:3.5]
unset key
array r[6] = [1, sqrt(2), sqrt(3), 2, sqrt(5), 3]
do for [i=1:6] { set arrow i from first r[i], graph 0 to first r[i], graph 1 nohead ls 8 back }
unset grid
set xzeroaxis ls 8
set title "layer 1: 0×0→0, 0×1→1" font font_text.",8.5" offset 0, -0.6
set ylabel "before"
plot data.'/radial.dat' index 0 using 1:2 with lines ls 1, '' index 0 using 1:3 with lines ls 2
set title "layer 3: 0×0→0, 1×1→0"
unset ylabel
plot for [k=2:5] data.'/radial.dat' index 2 using 1:k with lines ls 1, \
     for [k=6:9] data.'/radial.dat' index 2 using 1:k with lines ls 2
unset title
set xlabel "distance, in edges"
set ylabel "after"
plot data.'/radial.dat' index 3 using 1:2 with lines ls 1, '' index 3 using 1:3 with lines ls 2
unset ylabel
plot for [k=2:5] data.'/radial.dat' index 5 using 1:k with lines ls 1, \
     for [k=6:9] data.'/radial.dat' index 5 using 1:k with lines ls 2
unset multiplot
