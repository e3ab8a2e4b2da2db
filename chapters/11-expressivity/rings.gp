# Which degrees of an answer see how a ring of n points is turned.
# Alt: A map with the number of points of a ring down, 2 to 10, and the degree across, 0 to 10. Left
#   of a slanting dashed line all fields are dark, right of it bright and dark fields alternate.
eval figure(13.5, 7)
eval sequential
unset key
unset grid
set xrange [-0.5:10.5]
set yrange [10.5:1.5]
set xtics 0, 1
set ytics 2, 1
set xlabel "degree of the answer"
set ylabel "points in the ring"
set cblabel "log_{10} gap" offset 1
set cbrange [-16:0]
plot data.'/rings.dat' using 2:1:(log10($3 > 1e-16 ? $3 : 1e-16)) with image, \
     x >= 1.5 ? x : 1/0 with lines lc rgb "white" lw 1 dt (3,3)
