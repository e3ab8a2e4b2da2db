# The ladder of degree 3: rungs m, and what a step up multiplies by.
# Alt: Seven points on a line, from m equal to minus 3 to 3. Arrows above lead from each to the next
#   on the right and carry the roots of 6, 10, 12, 12, 10 and 6; from the last point an arrow leads
#   to zero. Arrows below lead back to the left.
eval figure(13.5, 4.1)
eval bare
l = 3
set xrange [-4.3:4.3]; set yrange [-1.5:1.8]
set arrow 100 from -3.5,0 to 3.5,0 nohead lc rgb c_grey lw 0.6
do for [m=-l:l] {
  set object circle at m,0 size 0.12 fc rgb c_ink fs solid front
  set label sprintf("m = %d", m) at m,-0.5 center
  if (m < l) {
    f = (l-m)*(l+m+1)
    set label (f == 4 || f == 9 ? sprintf("%d", int(sqrt(f))) : sprintf("√%d", f)) at m+0.5,0.95 center tc rgb c_blue
    set arrow from m+0.12,0.3 to m+0.88,0.3 as 2
  }
}
set label "J_+" at 0,1.6 center tc rgb c_blue
set arrow from 3.12,0.3 to 3.7,0.3 as 2
set label "0" at 3.9,0.3 center tc rgb c_blue
set arrow from -3.12,-0.95 to -3.7,-0.95 as 3
set label "0" at -3.9,-0.95 center tc rgb c_orange
do for [m=-l+1:l] { set arrow from m-0.12,-0.95 to m-0.88,-0.95 as 3 }
set label "J_-" at 0,-1.35 center tc rgb c_orange
plot NaN
