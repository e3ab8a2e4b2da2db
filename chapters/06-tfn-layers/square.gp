# Equivariance as a commuting square: five points, their vectors, one layer.
# Alt: Four discs in a square, each with five points that carry arrows. Arrows lead right through a
#   layer and down by a turn. In the lower right disc rings around the tips of the arrows show that
#   both ways agree.
eval figure(13.5, 9.6)
eval bare
set size ratio -1
set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
set xrange [-2.2:7.4]
set yrange [-6.7:2.1]
array X[4] = [0, 5.2, 0, 5.2]
array Y[4] = [0, 0, -4.6, -4.6]
array T[4] = ["x", "φ(x)", "D(R) x", "φ(D(R) x) = D(R) φ(x)"]
do for [k=1:4] {
  set object k circle at X[k], Y[k] size 1.6 fc rgb "#F3F5F8" fs solid 1 noborder back
  set label k T[k] at X[k], Y[k] + (k < 3 ? 1.82 : -1.86) center font font_text.",9"
}
set arrow 1 from 1.9, 0 to 3.3, 0 as 1
set arrow 2 from 1.9, -4.6 to 3.3, -4.6 as 1
set arrow 3 from 0, -1.75 to 0, -2.85 as 1
set arrow 4 from 5.2, -1.75 to 5.2, -2.85 as 1
set label 11 "layer φ" at 2.6, 0.2 center
set label 12 "layer φ" at 2.6, -4.4 center
set label 13 "turn" at 0.15, -2.3 left
set label 14 "turn" at 5.35, -2.3 left
s(k) = k % 2 ? 2.4 : 0.75
plot for [k=0:3] data.'/square.dat' index k using ($1 + X[k + 1]):($2 + Y[k + 1]):(s(k) * $3):(s(k) * $4) \
       with vectors head filled size screen 0.012,20 lc rgb (k % 2 ? c_orange : c_blue) lw 1.5 dt 1, \
     for [k=0:3] '' index k using ($1 + X[k + 1]):($2 + Y[k + 1]) with points pt 7 ps 0.45 lc rgb c_ink, \
     '' index 4 using ($1 + X[4] + s(3) * $3):($2 + Y[4] + s(3) * $4) with points pt 6 ps 1.1 lw 1.2 lc rgb c_ink
