# The nine pairs of components of two vectors, before and after a change of basis.
# Alt: Two square maps of nine by nine entries. The left one is full of positive and negative
#   entries. In the right one only three blocks along the diagonal are filled, of one, three and
#   five rows.
eval figure(13.5, 6.2)
eval diverging
set cbrange [-1:1]
unset colorbox; unset grid; unset key
unset tics
set border 15
set size ratio -1
set xrange [-0.5:8.5]; set yrange [8.5:-0.5]
set multiplot layout 1,2
set title "pairs a_i b_j"
plot data.'/blocks.dat' index 0 matrix with image, \
     '' index 0 matrix using 1:2:(minus($3)):(ink_on($3, 1)) with labels font ',8' tc rgb variable
set title "dot, cross, symmetric"
set arrow 1 from 0.5,-0.5 to 0.5,8.5 nohead lc rgb c_grey lw 0.8 front
set arrow 2 from 3.5,-0.5 to 3.5,8.5 nohead lc rgb c_grey lw 0.8 front
set arrow 3 from -0.5,0.5 to 8.5,0.5 nohead lc rgb c_grey lw 0.8 front
set arrow 4 from -0.5,3.5 to 8.5,3.5 nohead lc rgb c_grey lw 0.8 front
plot data.'/blocks.dat' index 1 matrix with image, \
     '' index 1 matrix using 1:2:(minus($3)):(ink_on($3, 1)) with labels font ',8' tc rgb variable
unset multiplot
