# All entries of two tensors in the complex plane, before any phase.
# Alt: Two pictures of the complex plane. For the even triple all points lie on the real axis, for
#   the odd triple all points lie on the imaginary axis.
eval figure(13.5, 5.8)
set multiplot layout 1, 2 margins 0.09, 0.98, 0.23, 0.88 spacing 0.12
set xrange [-0.85:0.85]; set yrange [-0.85:0.85]
set xtics 0.5; set ytics 0.5
set size ratio -1
unset key
set xlabel "real part"
set ylabel "imaginary part" offset 1.5, 0
set title "(3, 3, 4): even" font font_text.",9" offset 0, -0.6
plot data.'/phase.dat' index 0 using 1:2 with points pt 7 ps 0.5 lc rgb c_blue
set title "(4, 3, 4): odd"
unset ylabel
plot data.'/phase.dat' index 1 using 1:2 with points pt 5 ps 0.3 lc rgb c_orange
unset multiplot
