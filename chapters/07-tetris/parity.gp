# The pseudoscalar of each shape after training without `right`.
# Alt: Bars of the pseudoscalar for eight shapes: about plus 11 for left, minus 11 for right, and
#   zero for the other six.
eval figure(13.5, 4.6)
unset key
set style fill solid 0.85 noborder
set boxwidth 0.6
set xrange [-0.6:7.6]
set yrange [-14:14]
set xzeroaxis ls 9
set border 2
unset xtics
set ylabel "pseudoscalar q"
do for [s=0:7] { set label s+1 word("left right square line corner L T zigzag", s + 1) at s, (s == 1 ? 2.2 : -2.2) center }
set label 20 "taught" at 0.42, 10 left font font_text.",8"
set label 21 "never shown" at 1.42, -10 left font font_text.",8"
plot data.'/parity.dat' using ($1 < 1 ? $1 : 1/0):2 with boxes lc rgb c_blue, \
     '' using ($1 == 1 ? $1 : 1/0):2 with boxes lc rgb c_orange, \
     '' using ($1 > 1 ? $1 : 1/0):2 with points pt 7 ps 0.6 lc rgb c_blue
