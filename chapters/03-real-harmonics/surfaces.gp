# The harmonics to l = 4 as lit surfaces, sine and cosine ones.
# Alt: A triangle of 25 shapes in five rows: a sphere; three pairs of balls; five shapes with four
#   lobes or a ring; seven and nine shapes with more and more lobes. The lobes alternate between
#   light and dark.
eval figure(13.5, 8.1)
eval bare
set lmargin at screen 0.01; set rmargin at screen 0.995
set bmargin at screen 0.055; set tmargin at screen 0.995
set xrange [-60:9*170]; set yrange [0:5*170]
do for [l=0:4] { set label (1000+l) sprintf("l = %d", l) at first -10, graph 1-(l+0.5)/5. right }
do for [m=-4:4] { set label (1010+m) sprintf("m = %d", m) at first (m+4.5)*170, graph -0.03 center }
plot data.'/surfaces.rgb' binary array=(1530,850) format='%uchar' flipy with rgbimage notitle
