# The eight shapes, each cube with its three visible faces.
# Alt: Eight solids of four cubes each, with their names: left, right, square, line, corner, L, T
#   and zigzag. The first two are coloured differently from the rest.
eval figure(13.5, 7.6)
eval bare
set size ratio -1
set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
set xrange [-2.0:14.6]
set yrange [-8.0:2.5]
face = "#C7D3E0 #9FB4CA #F2F5F9"
chiral = "#F6C9A8 #E39B66 #FCEBDD"
do for [s=0:7] {
  set label s+1 word("left right square line corner L T zigzag", s + 1) \
    at 4.2 * (s % 4), -5.0 * int(s / 4) - 2.5 center font font_text.",9"
}
plot for [i=0:95] data.'/shapes.dat' index i using 1:2 with filledcurves closed \
  fc rgb word(i < 24 ? chiral : face, i % 3 + 1) fs solid 1 border lc rgb c_ink lw 0.8 dt 1
