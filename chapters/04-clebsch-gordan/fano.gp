# The seven lines of the tensor (3,3,3).
# Alt: A triangle with seven numbered points, its corners, the middles of its sides and its centre,
#   joined by six straight lines and a circle. Every line has three points on it.
eval figure(13.5, 6.2)
eval bare
set size ratio -1
set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
set xrange [-1.6:1.6]; set yrange [-0.75:1.3]
array px[7]; array py[7]
# order of m: -3 -2 -1 0 1 2 3
px[1] = 0;      py[1] = 1
px[2] = -0.866; py[2] = -0.5
px[5] = 0.866;  py[5] = -0.5
px[4] = 0;      py[4] = 0
px[3] = -0.433; py[3] = 0.25
px[7] = 0;      py[7] = -0.5
px[6] = 0.433;  py[6] = 0.25
lines = "1,2 2,5 5,1 1,7 2,6 5,3"
do for [w in lines] {
  i = int(w[1:1]); j = int(w[3:3])
  set arrow from px[i], py[i] to px[j], py[j] nohead lc rgb c_blue lw 1.8 back
}
set object 20 circle at 0, 0 size 0.5 fs empty border lc rgb c_blue lw 1.8 back
do for [i=1:7] {
  set object i circle at px[i], py[i] size 0.105 fc rgb "white" fs solid 1 border lc rgb c_ink lw 1.2 front
  set label i sprintf("%d", i - 4) at px[i], py[i] center font font_text.",10" front
}
plot NaN notitle
