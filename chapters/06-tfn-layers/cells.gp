# The cell list: only nine of the cells are searched (27 in space).
eval figure(13.5, 6)
set size ratio -1
set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
set xrange [-0.2:5.2]
set yrange [-0.05:5.05]
unset key; unset border; unset tics; unset grid
stats data.'/cells.dat' index 1 using 1 nooutput
x0 = STATS_max
stats data.'/cells.dat' index 1 using 2 nooutput
y0 = STATS_max
w = 1.25
cx = floor(x0 / w); cy = floor(y0 / w)
set object 1 rect from (cx - 1) * w, (cy - 1) * w to (cx + 2) * w, (cy + 2) * w fc rgb "#E6EEF6" fs solid 1 noborder back
set for [i=0:4] arrow (10 + i) from i * w, 0 to i * w, 5 nohead lc rgb c_grey lw 0.7 back
set for [i=0:4] arrow (20 + i) from 0, i * w to 5, i * w nohead lc rgb c_grey lw 0.7 back
set object 2 circle at x0, y0 size 1 fc rgb c_orange fs empty border lc rgb c_orange lw 1.4 front
plot data.'/cells.dat' index 2 using 1:2:3:4 with vectors head filled size screen 0.008,20 lc rgb c_blue lw 1.1 dt 1, \
     '' index 0 using 1:2 with points pt 7 ps 0.35 lc rgb c_ink, \
     '' index 1 using 1:2 with points pt 7 ps 0.7 lc rgb c_orange
