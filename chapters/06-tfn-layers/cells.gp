# The cell list: only nine of the cells are searched (27 in space).
# Alt: Scattered points in a square cut by horizontal and vertical lines at unequal distances.
#   Around one point a block of nine cells is shaded and a circle is drawn; lines join the point to
#   those within the circle.
eval figure(13.5, 6)
set size ratio -1
set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
set xrange [-0.2:5.2]
set yrange [-0.05:5.05]
unset key; unset border; unset tics; unset grid
cells = data.'/cells.dat'
stats cells index 1 using 1 nooutput
x0 = STATS_max
stats cells index 1 using 2 nooutput
y0 = STATS_max
# Where the bands begin, and the end of the cloud.
set table $nothing
array X[9]; array Y[9]
nx = 0; ny = 0
plot cells index 3 using (nx = nx + 1, X[nx] = $1) with table
plot cells index 4 using (ny = ny + 1, Y[ny] = $1) with table
unset table
X[nx + 1] = 5; Y[ny + 1] = 5
do for [i=1:nx] { if (X[i] <= x0) { cx = i } }
do for [i=1:ny] { if (Y[i] <= y0) { cy = i } }
left = X[cx > 1 ? cx - 1 : 1]; right = X[cx + 2 <= nx + 1 ? cx + 2 : nx + 1]
low = Y[cy > 1 ? cy - 1 : 1]; high = Y[cy + 2 <= ny + 1 ? cy + 2 : ny + 1]
set object 1 rect from left, low to right, high fc rgb "#E6EEF6" fs solid 1 noborder back
set for [i=1:nx+1] arrow (10 + i) from X[i], Y[1] to X[i], 5 nohead lc rgb c_grey lw 0.7 back
set for [i=1:ny+1] arrow (30 + i) from X[1], Y[i] to 5, Y[i] nohead lc rgb c_grey lw 0.7 back
set object 2 circle at x0, y0 size 1 fc rgb c_orange fs empty border lc rgb c_orange lw 1.4 front
plot cells index 2 using 1:2:3:4 with vectors head filled size screen 0.008,20 lc rgb c_blue lw 1.1 dt 1, \
     '' index 0 using 1:2 with points pt 7 ps 0.35 lc rgb c_ink, \
     '' index 1 using 1:2 with points pt 7 ps 0.7 lc rgb c_orange
