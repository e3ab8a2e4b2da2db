# The three generators of degree 4 as pictures.
# Alt: Three square maps of nine by nine entries for the generators of x, y and z. Each has a few
#   entries along one or two slanting lines and is empty elsewhere.
eval figure(13.5, 5)
eval diverging
set cbrange [-4:4]
unset colorbox; unset grid; unset key
set border 15 lw 0.5
set size ratio -1
set xrange [-0.5:8.5]; set yrange [8.5:-0.5]
set xtics ("-4" 0, "0" 4, "4" 8) scale 0
set ytics ("-4" 0, "0" 4, "4" 8) scale 0
array name[3] = ["L_x", "L_y", "L_z"]
set multiplot layout 1,3 margins 0.04,0.99,0.1,0.9 spacing 0.05,0
do for [k=1:3] {
  set title name[k] offset 0,-0.3
  plot data.'/generators.dat' index k-1 matrix with image, \
       '' index k-1 matrix using 1:2:(minus($3)):(ink_on($3, 4)) with labels font ',7' tc rgb variable
}
unset multiplot
