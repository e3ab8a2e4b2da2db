# The six distances of each shape as stacked dots.
# Alt: Eight rows, one for each shape, with stacked dots at the distances 1, root 2, root 3, 2, root
#   5 and 3. The rows of left and right are identical; all others differ.
eval figure(13.5, 6)
unset key
set border 1
set xrange [0.8:3.1]
set yrange [7.6:-0.7]
set xtics ("1" 1, "√2" sqrt(2), "√3" sqrt(3), "2" 2, "√5" sqrt(5), "3" 3)
unset ytics
unset grid
set lmargin 9
set xlabel "distance, in edges"
do for [s=0:7] {
  set label s+1 word("left right square line corner L T zigzag", s + 1) at 0.78, s right
  set arrow s+1 from 0.8, s to 3.1, s nohead lc rgb "#E3E6EA" lw 0.6 back
}
plot data.'/distances.dat' using ($1 < 2 ? $2 + 0.035 * $3 : 1/0):1 with points pt 7 ps 0.7 lc rgb c_orange, \
     '' using ($1 > 1 ? $2 + 0.035 * $3 : 1/0):1 with points pt 7 ps 0.7 lc rgb c_blue
