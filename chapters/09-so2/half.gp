# Variance of the blocks of (3, 3).
# Alt: Seven bars with lines of the predicted height: the first is about 7, the other six are half
#   as high, and all agree with their lines.
eval figure(13.5, 5)
set yrange [0:9]
set xrange [-0.7:6.7]
set xtics scale 0
set boxwidth 0.6
set style fill solid 0.6 noborder
set ylabel "variance"
set key top right
set label at 0, 7.9 "2 l_3 + 1" center
set label at 3.5, 4.3 "half of it" center
plot data.'/half.dat' using 1:3:xticlabels(2) with boxes lc rgb c_blue title "20000 samples", \
     '' using 1:4:(0.42) with xerrorbars ls 9 lw 1.8 ps 0 title "law"
