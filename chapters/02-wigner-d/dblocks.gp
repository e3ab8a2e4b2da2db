# D^0 to D^4 of one rotation down the diagonal of a 25 by 25 matrix.
# Alt: A large square map with five filled blocks along its diagonal, of 1, 3, 5, 7 and 9 rows, and
#   nothing outside them. Colours pale from block to block.
eval figure(9.5, 8.6)
eval diverging
set cbrange [-1:1]
set cbtics (-1, 0, 1)
unset grid; unset key
set border 15
set size ratio -1
set xrange [-0.5:24.5]; set yrange [24.5:-0.5]
set xtics ("l = 0" 0, "1" 2, "2" 6, "3" 12, "4" 20) scale 0
set ytics ("0" 0, "1" 2, "2" 6, "3" 12, "4" 20) scale 0
do for [l=1:4] {
  set arrow from l*l-0.5,-0.5 to l*l-0.5,24.5 nohead lc rgb c_grey lw 0.5 front
  set arrow from -0.5,l*l-0.5 to 24.5,l*l-0.5 nohead lc rgb c_grey lw 0.5 front
}
plot data.'/dblocks.dat' matrix with image, \
     '' matrix using 1:2:(minus($3)):(ink_on($3, 1)) with labels font ',6' tc rgb variable
