# Gimbal rings, free and locked; what the lock does to the angles.
# Alt: Left, three nested rings twice: with the middle ring tilted by 57 degrees all rings lie in
#   different planes; with no tilt the axes of the outer and inner rings coincide. Right, errors
#   against the tilt on logarithmic axes: the angle alpha loses accuracy in a straight line as the
#   tilt shrinks, the sum of angles and the rotation stay at rounding.
eval figure(13.5, 5.4)
set multiplot
set size 0.53, 1; set origin 0, 0
set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
set border 0; unset tics; unset grid; unset key
set size ratio -1
set xrange [-1.6:4.5]
set yrange [-1.5:1.6]
set label "β = 57°" at 0, -1.35 center
set label "β = 0: locked" at 3.2, -1.35 center
plot for [g=0:1] for [k=0:2] for [d=0:1] data.'/gimbal.dat' index (6 * g + 3 * d + k) \
       using 1:2 with lines lc rgb word("#222222 #0072B2 #D55E00", k + 1) \
       lw (d ? 2.6 : 0.8) dt 1, \
     data.'/gimbal_axes.dat' using 1:2:3:4 with vectors as 1, \
     data.'/gimbal_axes.dat' using ($1 + 1.25 * $3):($2 + 1.25 * $4):(word("α β γ", \
       int($0) % 3 + 1)) with labels font font_text.",9"
unset label
set border 3; set grid
set xtics nomirror out scale 0.5 textcolor rgb c_ink
set ytics nomirror out scale 0.5 textcolor rgb c_ink
set size 0.44, 1; set origin 0.555, 0
set lmargin 8; set rmargin 1; set tmargin 1; set bmargin 3.2
set size noratio
set logscale xy
set format x tens; set format y tens
set xrange [1e-16:1]
set yrange [1e-17:100]
set xtics 1e-16, 1e4; set ytics 1e-16, 1e4
set xlabel "β in rad"
set ylabel "error"
set key at graph 0.98, 0.99 top right
plot data.'/euler.dat' using 1:2 every 2 with linespoints ls 2 title "α alone", \
     '' using 1:3 every 2 with linespoints ls 3 title "α + γ", \
     '' using 1:4 every 2 with linespoints ls 1 title "rotation"
unset multiplot
