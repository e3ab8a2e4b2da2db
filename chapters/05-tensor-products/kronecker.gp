# The matrix Q of (1x0e + 1x1o) x (1x0e + 1x1o).
# Alt: A map of 16 by 16 entries. The upper rows have a single entry each, the lower nine rows have
#   one, two or three, so that the dot product, the cross product and the five symmetric
#   combinations can be read off.
eval figure(10, 8.4)
eval diverging
set cbrange [-1:1]
set xrange [-0.5:15.5]
set yrange [15.5:-0.5]
set size ratio -1
set border 15
unset grid
set xtics ("ss" 0, "sy" 1, "sz" 2, "sx" 3, "ys" 4, "yy" 5, "yz" 6, "yx" 7, "zs" 8, "zy" 9, "zz" 10, "zx" 11, "xs" 12, "xy" 13, "xz" 14, "xx" 15) scale 0 font ',7'
set ytics ("0e" 0, "1o" 2, "1o" 5, "0e" 7, "1e" 9, "2e" 13) scale 0
do for [e in "0.5 3.5 6.5 7.5 10.5"] {
  set arrow from -0.5, e+0 to 15.5, e+0 nohead lc rgb c_ink lw 0.6 front
}
set xlabel "product of components of x_1 and x_2"
plot data.'/kronecker.dat' using 1:2:3 with image notitle, \
     '' using 1:2:(minus($3)):(ink_on($3, 1)) with labels font ',8' tc rgb variable notitle
