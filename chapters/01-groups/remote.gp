# A remote control, turned about z and x, in both orders.
# Alt: Two rows of a remote control in three positions. In the upper row a turn about the vertical
#   and then one about the axis towards the reader end with it standing upright. In the lower row
#   the same turns in the other order end with it lying on its long side.
eval figure(13.5, 7.2)
eval bare
set size ratio -1
set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
set xrange [-2.2:11.0]
set yrange [-5.6:1.65]
# faces: -x, +x (infrared eye), -y, +y, underside, top
face = "#9AA6B2 #D55E00 #9AA6B2 #9AA6B2 #5B6672 #E8EDF2"
do for [r=0:1] {
  do for [c=0:1] {
    x = 1.65 + 4.4 * c; y = -3.6 * r
    set arrow from x, y to x + 1.05, y as 1
    set label (r == c ? "Z" : "X") at x + 0.5, y + 0.3 center font font_text.",9"
  }
}
set label "X Z" at 8.8, -1.75 center font font_text.",9"
set label "Z X" at 8.8, -5.3 center font font_text.",9"
set label "start" at 0, -1.5 center
set label "start" at 0, -5.1 center
plot for [i=0:5] data.'/remote.dat' index i using 1:2 with filledcurves closed \
       fc rgb word(face, i + 1) fs solid 1 border lc rgb c_ink lw 0.7 dt 1, \
     data.'/remote.dat' index 6 using 1:2 with filledcurves closed \
       fc rgb c_ink fs solid 1 noborder
