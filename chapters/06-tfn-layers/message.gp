# One step of message passing into node 0.
# Alt: Left, four senders with arrows to one receiver in their middle. Right, five boxes one below
#   the other: harmonics of the direction, weights from the radial network, product with the
#   features, sum at the receiver, and what the node does alone.
eval figure(13.5, 5.6)
eval bare
set size ratio -1
set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
set xrange [-3.1:8.6]
set yrange [-2.2:2.2]
f = 0.13
set object 1 circle at 0, 0 size 0.34 fc rgb "#FDEBDD" fs solid 1 border lc rgb c_orange lw 1.4 front
set label 1 "receiver i" at 0.1, -0.62 center front
set label 2 "senders j" at -2.45, 1.4 center front
set label 3 "r_{ij} = r_i - r_j" at 0.15, 1.15 left font font_text.",9" textcolor rgb c_blue
array box[5] = ["Y(r_{ij}): direction, from the cache", "R(|r_{ij}|): weights, by the radial network", \
  "product of x_j with Y, weighted by R", "sum over all j at the receiver", "mix channels, add self, gate"]
do for [k=1:5] {
  y = 1.75 - 0.82 * (k - 1)
  set object (10 + k) rect from 3.3, y - 0.28 to 8.5, y + 0.28 fc rgb (k < 3 ? "#EEF4FA" : k < 5 ? "#DCE9F5" : "#FDEBDD") fs solid 1 border lc rgb c_grey lw 0.7
  set label (10 + k) box[k] at 5.9, y center front
  if (k < 5) { set arrow (10 + k) from 5.9, y - 0.29 to 5.9, y - 0.53 as 1 }
}
plot data.'/message.dat' index 1 using ($1 + f * $3):($2 + f * $4):((1 - 2.3 * f) * $3):((1 - 2.3 * f) * $4) \
       with vectors as 2, \
     '' index 0 using 1:2:(0.24) with circles fc rgb "#EEF4FA" fs solid 1 border lc rgb c_blue lw 1.2 dt 1, \
     '' index 0 using 1:2:3 with labels font font_text.",9"
