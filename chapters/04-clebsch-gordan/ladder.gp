# The nine states of 1 x 1 and the paths that J- walks.
# Alt: Left, nine pairs of orders arranged as a diamond, with arrows down to the left and down to
#   the right. Right, three vertical ladders of five, three and one points on common horizontal
#   levels.
eval figure(13.5, 4.9)
eval bare
set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
set size ratio -1
set xrange [-2.6:7.4]; set yrange [-1.75:1.95]
s = 0.9
do for [m1=-1:1] {
  do for [m2=-1:1] {
    x = (m1 - m2) * s; y = (m1 + m2) * 0.5 * 1.45
    if (m1 > -1) {
      set arrow from x - 0.16, y - 0.16 to x - s + 0.16, y - 0.725 + 0.16 as 2
    }
    if (m2 > -1) {
      set arrow from x + 0.16, y - 0.16 to x + s - 0.16, y - 0.725 + 0.16 as 3
    }
    set label sprintf("%d, %d", m1, m2) at x, y center font font_text.",9" front
  }
}
set label "m_1, m_2" at -2.45, 1.5 font font_text.",9"
set label "lower m_1" at -2.0, 0.95 center font font_text.",8" tc rgb c_blue
set label "lower m_2" at 1.95, 0.95 center font font_text.",8" tc rgb c_orange
do for [m=-2:2] {
  y = m * 0.725
  set arrow from 2.5, y to 7.3, y nohead lc rgb "#D9DCE1" lw 0.6 back
  set label sprintf("m = %d", m) at 2.55, y + 0.13 font font_text.",8" tc rgb c_grey
}
do for [l=0:2] {
  x = 4.2 + 1.2 * (2 - l)
  do for [m=-l:l] {
    y = m * 0.725
    set object circle at x, y size 0.1 fc rgb c_ink fs solid 1 noborder front
    if (m > -l) {
      set arrow from x, y - 0.13 to x, y - 0.725 + 0.13 as 1
    }
  }
  set label sprintf("l = %d", l) at x, l * 0.725 + 0.28 center font font_text.",9"
}
plot NaN notitle
