# The pairs: neighbours of an atom, the point that differs in blue and orange.
# Alt: Three pairs of clouds drawn over each other as lines from a centre. In each pair all points
#   coincide but one, which stands above in one cloud and below in the other.
eval figure(13.5, 5.2)
eval bare
set multiplot layout 1, 3 spacing 0, 0
set xyplane at 0
set view 65, 30, 1.55, 1
set xrange [-6:6]; set yrange [-6:6]; set zrange [-5.5:5.5]
set title offset 0, 1
do for [k=1:3] {
  set title word("three-body four-body handed", k)
  splot data.'/clouds.dat' using ($1 == k && $2 == 0 ? $3 : 1/0):4:5:6:7:8 with vectors nohead lc rgb c_grey lw 1, \
    '' using ($1 == k && $2 == 0 ? $6 : 1/0):7:8 with points pt 7 ps 0.7 lc rgb c_blue, \
    '' using ($1 == k && $2 == 1 ? $3 : 1/0):4:5:6:7:8 with vectors nohead lc rgb c_grey lw 1, \
    '' using ($1 == k && $2 == 1 ? $6 : 1/0):7:8 with points pt 6 ps 1.1 lc rgb c_orange
}
unset multiplot
