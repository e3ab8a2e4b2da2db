# Left: a shear moves every vector but those on one line out of its direction.
# Right: a turn of the plane, which keeps the circle.
# Alt: Left, a circle pushed sideways into a slanted ellipse, with horizontal arrows that point
#   right above a fixed line and left below it. Right, a circle with arrows along its rim, all in
#   the same sense.
eval figure(13.5, 4.1)
eval bare
set size ratio -1
set xrange [-2.3:2.3]; set yrange [-1.1:1.7]
set parametric
set trange [0:2*pi]
set multiplot layout 1,2 margins 0.02,0.98,0.02,0.98 spacing 0.02
set label 1 "shear S(a)" at 0,1.55 center
set arrow 1 from -2.2,0 to 2.2,0 nohead lc rgb c_green lw 2.5
do for [k=0:11] {
  t = k*pi/6
  if (k % 6) { set arrow 10+k from cos(t),sin(t) to cos(t)+0.75*sin(t),sin(t) as 3 }
}
plot cos(t),sin(t) with lines ls 8 lw 1.2, \
     cos(t)+0.75*sin(t),sin(t) with lines ls 2
unset arrow
set label 1 "turn"
do for [k=0:11] {
  t = k*pi/6
  set arrow 10+k from cos(t),sin(t) to cos(t+0.45),sin(t+0.45) as 2
}
plot cos(t),sin(t) with lines ls 8 lw 1.2
unset multiplot
