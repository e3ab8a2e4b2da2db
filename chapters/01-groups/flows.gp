# The generators as velocity fields on the sphere.
# Alt: Three spheres with arrows that run along circles round the x axis, the y axis and the z axis.
#   The arrows are long on the circle halfway between the ends of the axis and short near the ends.
eval figure(13.5, 4.9)
eval bare
set size ratio -1
set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
set xrange [-1.3:6.75]
set yrange [-1.4:1.55]
set for [i=0:2] object i+1 circle at 2.7 * i, 0 size 1 fc rgb "#F3F5F8" \
  fs solid 1 border lc rgb c_grey lw 0.8 back
do for [i=0:2] { set label word("L_x L_y L_z", i + 1) at 2.7 * i, -1.2 center font font_text.",10" }
plot data.'/flow_lines.dat' using 1:2 with lines lc rgb "#AEB6C1" lw 0.7 dt 1, \
     data.'/flow_arrows.dat' using 1:2:3:4 with vectors head filled \
       size screen 0.007,22 lc rgb c_blue lw 1.2 dt 1, \
     data.'/flow_axes.dat' using 1:2:3:4 with vectors as 3, \
     data.'/flow_axes.dat' using ($1 + ($3 < 0 ? 1.75 : 1.3) * $3):($2 + ($3 < 0 ? 1.75 : 1.3) * $4):5 \
       with labels font font_text.",9"
