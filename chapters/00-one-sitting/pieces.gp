# The two pieces, and the mirror between them.
# Alt: Two solids of four cubes each, drawn to the left and right of a dashed mirror line: a tower
#   of two cubes with one cube in front of it and one at its side, and its mirror image.
eval figure(13.5, 5.2)
eval bare
set size ratio -1
set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
set xrange [-4.6:4.6]
set yrange [-1.6:2.3]
array shade[3] = ["#F6C9A8", "#E39B66", "#FCEBDD"]
set arrow 1 from 0, -1.2 to 0, 2.2 nohead ls 8 dt (6,4) lw 1.2
set label 1 "mirror" at 0.1, -1.35 left font font_text.",8" textcolor rgb c_grey
set label 2 "left" at -2.2, -1.35 center
set label 3 "right" at 2.2, -1.35 center
plot for [i=0:23] data.'/cubes.dat' index i using 1:2 with filledcurves closed \
  fc rgb shade[i % 3 + 1] fs solid 1 border lc rgb c_ink lw 0.8 dt 1
