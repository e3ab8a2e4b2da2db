# What the points know after each layer: above left, below right.
# Alt: Six small drawings in two rows, the left piece above and the right piece below, one column
#   for each of three layers. Each shows four points with an arrow at every point. In column one the
#   two rows mirror each other; in columns two and three the arrows of the rows no longer
#   correspond.
eval figure(13.5, 7.4)
eval bare
set size ratio -1
set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
set xrange [-1.1:8.6]
set yrange [-3.5:2.3]
x(k) = 3.1 * (k % 3)
y(k) = k < 3 ? 0.3 : -2.4
g = 0.9
set label 1 "layer 1" at 0.3, 2.0 center
set label 2 "layer 2" at 3.4, 2.0 center
set label 3 "layer 3" at 6.5, 2.0 center
set label 4 "left" at -1.05, 0.8 left font font_text.",8.5"
set label 5 "right" at -1.05, -1.9 left font font_text.",8.5"
plot for [k=0:5] data.'/arrows.dat' index k using (x(k) + $1):(y(k) + $2):(0.1) with circles \
       fc rgb "#DCE9F5" fs solid 1 border lc rgb c_grey lw 0.8, \
     for [k=0:5] '' index k using (x(k) + $1):(y(k) + $2):(g * $3):(g * $4) \
       with vectors as (k < 3 ? 2 : 3)
