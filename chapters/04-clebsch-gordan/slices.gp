# C[m1][m2] of (3, 3, 4) and (3, 3, 3), one slice for each m3.
# Alt: Two rows of small square maps, nine above and seven below, each with entries along one or two
#   slanting lines. Those above are symmetric about the diagonal, those below change sign across it.
eval figure(13.5, 4.6)
set multiplot
eval bare
eval diverging
set cbrange [-0.75:0.75]
set border 15 lc rgb c_grey lw 0.5
set xrange [-0.5:6.5]; set yrange [6.5:-0.5]
set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
set size ratio -1
do for [row=0:1] {
  n = row == 0 ? 4 : 3
  do for [m=-n:n] {
    set size 0.096, 0.33
    set origin 0.075 + 0.103 * (m + 4), 0.56 - row * 0.47
    unset label
    if (m == -n) {
      set label sprintf("l_3 = %d", n) at -0.9, 3 right font font_text.",8"
    }
    set label sprintf("%d", m) at 3, -1.4 center font font_text.",8"
    plot data.'/slices.dat' index (row * 9 + m + n) using 2:1:3 with image notitle, \
         '' index (row * 9 + m + n) using 2:1:(minus($3)):(ink_on($3, 0.75)) \
         with labels font ',4' tc rgb variable notitle
  }
}
unset multiplot
