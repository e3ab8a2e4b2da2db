# Which l3 come out of l1 and l2: the triangle rule, even and odd paths.
# Alt: A table of four by four fields for two degrees from 0 to 3. Each field lists the degrees of
#   the products, from the difference to the sum, as dots and open squares in turn.
eval figure(12.5, 9)
set size ratio -1
set xrange [-0.5:3.5]
set yrange [3.5:-0.5]
set border 15
set xlabel "l_2"
set ylabel "l_1"
set xtics 1 scale 0
set ytics 1 scale 0
unset grid
set key outside right top
do for [k=0:2] {
  set arrow from k+0.5, -0.5 to k+0.5, 3.5 nohead lc rgb c_grey lw 0.6
  set arrow from -0.5, k+0.5 to 3.5, k+0.5 nohead lc rgb c_grey lw 0.6
}
px(l2, l3) = l2 - 0.39 + 0.13 * l3
plot data.'/triangle.dat' using (px($2,$3)):($4 == 0 ? $1 : 1/0) with points pt 7 ps 0.6 lc rgb c_blue title "l_1+l_2+l_3 even", \
     '' using (px($2,$3)):($4 == 1 ? $1 : 1/0) with points pt 4 ps 0.6 lw 1.4 lc rgb c_orange title "odd", \
     '' using (px($2,$3)):($1+0.24):3 with labels font ',7' tc rgb c_ink notitle
