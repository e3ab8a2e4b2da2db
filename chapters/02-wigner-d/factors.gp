# D = X(alpha) J X(beta) J X(gamma) at degree 6, six pictures in a row.
# Alt: Six square maps in a row. The first, third and fifth have entries only on the two diagonals;
#   the second and fourth are the same matrix J with scattered entries; the last, their product, is
#   full.
eval figure(13.5, 3)
eval diverging
set cbrange [-1:1]
unset colorbox; unset grid; unset key; unset tics
set border 15 lw 0.5
set size ratio -1
set xrange [-0.5:12.5]; set yrange [12.5:-0.5]
array name[6] = ["X({/Symbol a})", "J", "X({/Symbol b})", "J", "X({/Symbol g})", "= D"]
array block[6] = [0, 1, 2, 1, 3, 4]
set multiplot layout 1,6 margins 0.01,0.99,0.04,0.80 spacing 0.015,0
do for [k=1:6] {
  set title name[k] offset 0,-0.5
  plot data.'/factors.dat' index block[k] matrix with image
}
unset multiplot
