# What a filter looks like in space: R(r) Y_lm on the plane y = 0.
# Alt: Four square maps around a sender: a ring of one sign; an upper half with plus and a lower
#   half with minus; four lobes with alternating signs; and two lobes of one sign side by side.
eval figure(13.5, 4.0)
eval bare
eval diverging
set multiplot layout 1,4 margins 0.005,0.995,0.02,0.86 spacing 0.012,0
set size ratio -1
set xrange [-3:3]
set yrange [-3:3]
set cbrange [-2.4:2.4]
array T[4] = ["l = 0", "l = 1, m = 0", "l = 2, m = 0", "l = 2, m = 2"]
array P[4] = ["1 0 0 0", "1 -1 0 0", "1 -1 0 0", "1 1 0 0"]
do for [k=0:3] {
  set title T[k + 1] offset 0, -0.6
  set object 1 circle at 0, 0 size 0.06 fc rgb c_ink fs solid 1 noborder front
  if (k == 0) { set label 1 "+" at 0, 1.2 center front; set label 2 "" at 0, 0 } 
  if (k == 1) { set label 1 "+" at 0, 1.2 center front; set label 2 "−" at 0, -1.2 center front }
  if (k == 2) { set label 1 "+" at 0, 1.2 center front; set label 2 "−" at 1.2, 0 center front }
  if (k == 3) { set label 1 "+" at 1.2, 0 center front; set label 2 "" at 0, 0 }
  plot data.'/filters.dat' index k using 1:2:3 with image
}
unset multiplot
