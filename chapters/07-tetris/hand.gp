# Which features exist after each convolution, and the paths between them.
# Alt: A diagram in four columns, the input and three convolutions, with boxes for polar features
#   above a dashed line and axial ones below. Dashed arrows for the cross product lead across the
#   line; the odd scalar is reached in the last column only.
eval figure(13.5, 5.6)
eval bare
set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
set xrange [-0.62:3.55]
set yrange [-1.8:1.85]
c = "#EAF1F7"
array xs[10] = [0, 1, 1, 2, 2, 2, 3, 3, 3, 3]
array ys[10] = [0.45, 0.45, 1.2, 0.45, 1.2, -0.55, 0.45, 1.2, -0.55, -1.3]
do for [i=1:10] {
  shade = ys[i] > 0 ? c : "#FCEBDD"
  set object i rectangle center xs[i], ys[i] size 0.36, 0.46 fc rgb shade fs solid 1 border lc rgb c_ink lw 0.8 front
}
names = "0e 0e 1o 0e 1o 1e 0e 1o 1e 0o"
do for [i=1:10] { set label i word(names, i) at xs[i], ys[i] center front font font_text.",9" }
do for [k=0:3] {
  head = k == 0 ? "input" : sprintf("convolution %d", k)
  set label 20+k head at k, 1.68 center font font_text.",8"
}
set label 30 "polar" at -0.6, 0.85 left font font_text.",8" textcolor rgb c_blue
set label 31 "axial" at -0.6, -0.95 left font font_text.",8" textcolor rgb c_orange
set arrow 40 from -0.6, -0.05 to 3.5, -0.05 nohead lc rgb c_grey dt (4,3) lw 0.7
# even paths
set style arrow 11 head filled size screen 0.012,18 lc rgb c_blue lw 1.1
set style arrow 12 head filled size screen 0.014,18 lc rgb c_orange lw 1.6 dt (6,3)
do for [k=0:2] {
  set arrow 100+10*k from k + 0.19, 0.45 to k + 0.81, 0.45 as 11
  set arrow 101+10*k from k + 0.19, 0.55 to k + 0.81, 1.12 as 11
}
do for [k=1:2] {
  set arrow 130+10*k from k + 0.19, 1.2 to k + 0.81, 1.2 as 11
  set arrow 131+10*k from k + 0.19, 1.12 to k + 0.81, 0.55 as 11
  set arrow 132+10*k from k + 0.19, 1.05 to k + 0.81, -0.45 as 12
}
set arrow 170 from 2.19, -0.55 to 2.81, -0.55 as 11
set arrow 171 from 2.19, -0.65 to 2.81, -1.22 as 11
set arrow 172 from 2.19, -0.45 to 2.81, 1.05 as 12
set label 50 "(1,1,1): cross product" at 1.5, -1.05 center textcolor rgb c_orange font font_text.",8"
set label 51 "(1,1,0): dot product" at 2.42, -1.55 center textcolor rgb c_blue font font_text.",8"
plot 1/0
