# The harmonics of an edge, in space and in its frame.
# Alt: Two bar charts of sixteen components in four degrees. In space the bars of each degree go up
#   and down; in the frame only the first bar of each degree is not zero.
eval figure(13.5, 5)
set multiplot layout 1,2 margins 0.05,0.98,0.24,0.83 spacing 0.07,0
set yrange [-2:3]
set xrange [-1:16]
set xtics ("0" 0, "1" 2, "2" 6, "3" 12) scale 0
set xlabel "l"
set boxwidth 0.7
set style fill solid 0.85 noborder
set xzeroaxis lc rgb c_ink lw 0.6
unset key
at(l, m) = l * l + l + m
do for [turned = 0:1] {
  set title (turned ? "in its frame" : "in space")
  plot data.'/pole.dat' using ($1 == turned ? at($2, $3) : 1/0):4 with boxes lc rgb c_blue
}
unset multiplot
