# Left: the states of 3 x 2 and their weights.  Right: how many there are.
# Alt: Left, a grid of 7 by 5 points with slanted lines through points of equal sum; three of the
#   lines have five points. Right, a staircase built of five horizontal bars, the longest below,
#   labelled with the degrees 5, 4, 3, 2 and 1.
eval figure(13.5, 5.8)
set multiplot
set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
unset key; unset grid
set size 0.47, 0.76; set origin 0.09, 0.20
set xrange [-3.8:3.8]; set yrange [-2.9:2.9]
set xtics 1; set ytics 1
set xlabel "m_1 (l_1 = 3)" offset 0, 0.3
set ylabel "m_2 (l_2 = 2)" offset 0.4, 0
do for [m=-5:5] {
  a = m + 2.65 > 3.5 ? 3.5 : m + 2.65
  b = m - 2.65 < -3.5 ? -3.5 : m - 2.65
  set arrow from a, m - a to b, m - b nohead \
    lc rgb (abs(m) <= 1 ? c_orange : c_grey) lw (abs(m) <= 1 ? 1.6 : 0.8) back
}
plot data.'/states.dat' using 1:2 with points pt 7 ps 0.75 lc rgb c_blue
unset arrow
set size 0.33, 0.76; set origin 0.65, 0.20
set xrange [-5.8:5.8]; set yrange [0:5.9]
set xlabel "m_1 + m_2"
set ylabel "states" offset 0.6, 0
set boxwidth 0.92
set style fill solid 0.25 noborder
do for [l=1:5] {
  set arrow from -l - 0.5, 5.5 - l to l + 0.5, 5.5 - l nohead lc rgb c_blue lw 4 front
  set label sprintf("l_3 = %d", l) at 0, 5.86 - l center font font_text.",8" front
}
plot data.'/weights.dat' index 2 using 1:2 with boxes lc rgb c_grey
unset multiplot
