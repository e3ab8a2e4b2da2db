# Nine products x_a y_b and their three parts.
# Alt: A table of nine products with an equals sign and three tables whose sum it is: equal numbers
#   on the diagonal; an antisymmetric table; and a symmetric one whose diagonal adds up to zero.
eval figure(13.5, 4.3)
set multiplot
eval bare
eval diverging
set cbrange [-6:6]
set xrange [-0.5:2.5]; set yrange [2.5:-0.5]
set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
set size ratio -1
titles = "'product|r s^T' 'l = 0|dot' 'l = 1|cross' 'l = 2|traceless'"
array sign[4] = ["=", "+", "+", ""]
do for [i=0:3] {
  set size 0.21, 0.66
  set origin 0.005 + 0.258 * i, 0.07
  unset label
  t = word(titles, i + 1)
  set label t[:strstrt(t, "|") - 1] at 1, -1.15 center font font_text.",9"
  set label t[strstrt(t, "|") + 1:] at 1, -0.78 center font font_text.",8"
  set label sign[i + 1] at 2.93, 1 center font font_text.",12"
  plot data.'/onebyone.dat' index i using 2:1:3 with image notitle, \
       '' index i using 2:1:(sprintf("%.3g", $3)) with labels font font_text.",9" notitle
}
unset multiplot
