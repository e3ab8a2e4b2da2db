# The change of basis of 2 x 2: an orthogonal matrix of size 25.
# Alt: A map of 25 by 25 entries, with rows in blocks of 1, 3, 5, 7 and 9 for the irreps that come
#   out. Short slanting runs of positive and negative entries cross the blocks; most fields are
#   empty.
eval figure(13.5, 9.6)
eval diverging
set size ratio -1
set tmargin 2
unset grid; unset key
set border 15
set xrange [-0.5:24.5]; set yrange [24.5:-0.5]
set cbrange [-1:1]
set cbtics 0.5
set colorbox user origin 0.84, 0.2 size 0.018, 0.6
unset xtics
unset ytics
set xlabel "m_1 slow, m_2 fast" offset 0, 0.6
do for [i=1:4] {
  set arrow from -0.5, i * i - 0.5 to 24.5, i * i - 0.5 nohead lc rgb c_ink lw 0.6 front
  set arrow from 5 * i - 0.5, -0.5 to 5 * i - 0.5, 24.5 nohead lc rgb c_grey lw 0.4 dt (3,3) front
}
do for [l=0:4] {
  set label sprintf("l_3 = %d", l) at -1, l * l + l right font font_text.",9"
  set label sprintf("m_1 = %d", l - 2) at 5 * l + 2, -1.2 center font font_text.",8"
}
plot data.'/matrix.dat' using 1:2:3 with image, \
     '' using 1:2:(minus($3)):(ink_on($3, 1)) with labels font ',6' tc rgb variable
