# What harmonics of degree l see of the orientation of a ring of N points.
# Alt: A map with the number of points in the ring down and the degree across. Fields below a
#   slanting border are zero and dark; on the border and to the right of it they are bright, with
#   single zeros among them.
eval figure(10.5, 7.6)
eval sequential
set xrange [0.5:8.5]
set yrange [8.5:0.5]
set size ratio -1
set border 15
unset grid
set xlabel "l"
set ylabel "points in the ring, N"
set xtics 1 scale 0
set ytics 1 scale 0
set cblabel "size of the components m ≠ 0"
plot data.'/ring.dat' using 1:2:3 with image notitle, \
     '' using 1:2:($3 < 1e-4 ? "0" : "") with labels tc rgb "#FFFFFF" font ',8' notitle
