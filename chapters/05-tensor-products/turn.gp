# The matrix that turns 4x0e + 3x1o + 2x2e: signed entries.
# Alt: A map of 23 by 23 entries with three blocks along its diagonal. Inside the blocks the entries
#   stand in short diagonals, of three fields in the middle block and of two in the last.
eval figure(9.5, 8.2)
eval diverging
set cbrange [-1:1]
set xrange [-0.5:22.5]
set yrange [22.5:-0.5]
set size ratio -1
set border 15
unset grid
set xtics ("4x0e" 1.5, "3x1o" 8, "2x2e" 17.5) scale 0
set ytics ("4x0e" 1.5, "3x1o" 8, "2x2e" 17.5) scale 0
do for [e in "3.5 12.5"] {
  set arrow from e+0, -0.5 to e+0, 22.5 nohead lc rgb c_ink lw 0.8 front
  set arrow from -0.5, e+0 to 22.5, e+0 nohead lc rgb c_ink lw 0.8 front
}
plot data.'/turn.dat' using 1:2:3 with image notitle, \
     '' using 1:2:(minus($3)):(ink_on($3, 1)) with labels font ',6' tc rgb variable notitle
