# One bilinear node, forward and three times backward.
# Alt: Four small diagrams of a node C with arrows. In the first, two features and the weights go in
#   and y comes out. In the other three the gradient by y goes in, and one of the three inputs has
#   its arrow turned round and in another colour.
eval figure(13.5, 4.6)
eval bare
set xrange [-0.2:12.2]
set yrange [-1.75:2.35]
unset key
cx(k) = 1.4 + 3.1 * k
set for [k=0:3] object 10+k circle at cx(k), 0.4 size 0.27 fc rgb (k == 0 ? c_ink : c_orange) fs solid 1 noborder
set for [k=0:3] label 20+k "C" at cx(k), 0.4 center tc rgb "#FFFFFF" font ',10' front
# forward
set arrow from cx(0)-0.95, 1.25 to cx(0)-0.25, 0.62 as 2
set arrow from cx(0)-1.15, 0.4 to cx(0)-0.34, 0.4 as 2
set arrow from cx(0)-0.95, -0.45 to cx(0)-0.25, 0.18 as 2
set arrow from cx(0)+0.34, 0.4 to cx(0)+0.95, 0.4 as 2
set label "x_1" at cx(0)-1.05, 1.45 center
set label "w" at cx(0)-1.3, 0.4 center
set label "x_2" at cx(0)-1.05, -0.65 center
set label "y" at cx(0)+1.1, 0.4 center
set label "forward" at cx(0), -1.5 center tc rgb c_grey
# backward: the arrow of one factor is turned round
do for [k=1:3] {
  if (k == 1) { set arrow from cx(k)-0.25, 0.62 to cx(k)-0.95, 1.25 as 3 } else { set arrow from cx(k)-0.95, 1.25 to cx(k)-0.25, 0.62 as 2 }
  if (k == 3) { set arrow from cx(k)-0.34, 0.4 to cx(k)-1.15, 0.4 as 3 } else { set arrow from cx(k)-1.15, 0.4 to cx(k)-0.34, 0.4 as 2 }
  if (k == 2) { set arrow from cx(k)-0.25, 0.18 to cx(k)-0.95, -0.45 as 3 } else { set arrow from cx(k)-0.95, -0.45 to cx(k)-0.25, 0.18 as 2 }
  set arrow from cx(k)+0.95, 0.4 to cx(k)+0.34, 0.4 as 3
  set label (k == 1 ? "dx_1" : "x_1") at cx(k)-1.05, 1.45 center tc rgb (k == 1 ? c_orange : c_ink)
  set label (k == 3 ? "dw" : "w") at cx(k)-1.38, 0.4 center tc rgb (k == 3 ? c_orange : c_ink)
  set label (k == 2 ? "dx_2" : "x_2") at cx(k)-1.05, -0.65 center tc rgb (k == 2 ? c_orange : c_ink)
  set label "dy" at cx(k)+1.15, 0.4 center tc rgb c_orange
  set label "backward" at cx(k), -1.5 center tc rgb c_grey
}
plot 1/0 notitle
