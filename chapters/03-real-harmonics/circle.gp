# Fourier functions of the circle, above the harmonics that have them on their
# equator.
# Alt: Five columns for m from 0 to 4. Above, a circle with a wave of m bumps on it, one solid and
#   one dashed; below, a sphere with sectors of alternating colour, one pair for each bump.
eval figure(13.5, 6.2)
eval bare
set multiplot
set polar
unset raxis
unset rtics
set size ratio -1
set xrange [-1.4:1.4]; set yrange [-1.4:1.4]; set rrange [0:1.4]
set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
do for [m=0:4] {
  set origin m*0.2, 0.52; set size 0.2, 0.45
  set label 1 sprintf("m = %d", m) at 0, 0 center
  plot data.'/circle.dat' using 1:(1.0) with lines ls 8 notitle, \
       '' using 1:(column(2*m+2)) with lines ls 1 notitle, \
       '' using 1:(m > 0 ? column(2*m+3) : NaN) with lines ls 2 notitle
}
unset polar
unset raxis
unset rtics
unset label 1
set size noratio
set origin 0, 0.05; set size 1, 0.46
set xrange [0:1300]; set yrange [0:260]
set lmargin at screen 0.0; set rmargin at screen 1.0
set bmargin at screen 0.07; set tmargin at screen 0.5
do for [l=0:4] { set label (10+l) sprintf("l = m = %d", l) at graph (l+0.5)/5., graph -0.07 center }
plot data.'/circle.rgb' binary array=(1300,260) format='%uchar' flipy with rgbimage notitle
unset multiplot
