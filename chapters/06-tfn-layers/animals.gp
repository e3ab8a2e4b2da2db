# Cat and dog, as learned and turned; green where the network says nose.
# Alt: Four stick figures of points and lines, a cat and a dog upright and the same two turned. In
#   each one point at the head is marked and an arrow points forward from the head.
eval figure(13.5, 8.4)
eval bare
set size ratio -1
set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
set xrange [-1.6:10.4]
set yrange [-6.9:2.9]
set view map
# seen from a little to the side and above
px(x, y, z) = x + 0.35 * y
py(x, y, z) = z + 0.25 * y
array X[4] = [0, 5.8, 0.4, 5.6]
array Y[4] = [0, 0, -3.3, -3.3]
array H[4] = [2.4, 2.4, -1.9, -1.9]
array L[4] = ["cat", "dog", "cat, turned", "dog, turned"]
do for [k=1:4] { set label k L[k] at X[k] - 1.3, H[k] left font font_text.",9" }
plot for [k=0:3] data.'/animals.dat' index (3 * k + 1) using (px($1, $2, $3) + X[k + 1]):(py($1, $2, $3) + Y[k + 1]) \
       with lines lc rgb c_grey lw 1.4 dt 1, \
     for [k=0:3] '' index (3 * k) using (px($1, $2, $3) + X[k + 1]):(py($1, $2, $3) + Y[k + 1]) \
       with points pt 7 ps 0.6 lc rgb c_ink, \
     for [k=0:3] '' index (3 * k) using ($4 > 0.5 ? px($1, $2, $3) + X[k + 1] : NaN):(py($1, $2, $3) + Y[k + 1]) \
       with points pt 7 ps 1.2 lc rgb c_green, \
     for [k=0:3] '' index (3 * k + 2) using (px($1, $2, $3) + X[k + 1]):(py($1, $2, $3) + Y[k + 1]):(1.2 * px($4, $5, $6)):(1.2 * py($4, $5, $6)) \
       with vectors head filled size screen 0.015,20 lc rgb c_orange lw 1.8 dt 1
