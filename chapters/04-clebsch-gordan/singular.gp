# Singular values of the whole intertwiner equation, smallest first.
# Alt: Two staircases of singular values, for 27 and for 125 unknowns. In each a single value is
#   zero, marked as the tensor, and the others stand on a few levels well above it.
eval figure(13.5, 5.6)
set multiplot layout 1, 2 margins 0.08, 0.985, 0.23, 0.88 spacing 0.09
unset key
set xlabel "number" offset 0, 0.3
set ylabel "singular value" offset 0.6, 0
set yrange [-0.3:7]
set title "(1,1,1): 27 unknowns" font font_text.",9" offset 0, -0.6
set xrange [0:28]
set label "the tensor" at 2.6, 0.12 font font_text.",8" tc rgb c_orange
plot data.'/singular.dat' index 0 using 1:2 with points pt 7 ps 0.4 lc rgb c_blue, \
     '' index 0 every ::0::0 using 1:2 with points pt 5 ps 0.7 lc rgb c_orange
unset label
set title "(2,2,2): 125 unknowns"
set xrange [0:126]
set label "the tensor" at 7, 0.12 font font_text.",8" tc rgb c_orange
unset ylabel
plot data.'/singular.dat' index 1 using 1:2 with points pt 7 ps 0.4 lc rgb c_blue, \
     '' index 1 every ::0::0 using 1:2 with points pt 5 ps 0.7 lc rgb c_orange
unset multiplot
