# The factor of Y_12 times Y_12 in each degree.
# Alt: Bars at the even degrees from 0 to 24, the tallest at 0, lower in the middle and slightly
#   higher at the end. At the odd degrees there are circles at zero.
eval figure(13.5, 4.8)
set xlabel "l_3 in Y_{12} × Y_{12}"
set ylabel "factor" offset 1, 0
set xrange [-0.7:24.7]; set yrange [0:*]
set xtics 4
unset key
set boxwidth 0.6
set style fill solid 0.8 border lc rgb c_ink
plot data.'/factor.dat' using 1:2 with boxes lc rgb c_blue, \
     '' using ($2 > 0 ? NaN : $1):(0) with points pt 6 ps 0.5 lc rgb c_orange
