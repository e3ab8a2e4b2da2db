# Three ways to find the angle of a rotation, near 0, pi/2 and pi.
# Alt: Three graphs of error against distance from an angle, near zero, near a right angle and near
#   a half turn. The arc cosine loses half of the digits in the first and the third, the arc sine in
#   the second; the library's logarithm stays at the bottom in all three.
eval figure(13.5, 5.6)
set multiplot layout 1, 3 margins 0.09, 0.99, 0.24, 0.85 spacing 0.035
set logscale xy
set format x tens
set xrange [1e-15:1]
set yrange [3e-18:1e0]
set xtics ("10^{–15}" 1e-15, "10^{–10}" 1e-10, "10^{–5}" 1e-5)
set ytics 1e-16, 1e4
unset key
do for [i=0:2] {
  set title "near ".word("0 π/2 π", i + 1)
  set xlabel word("t π/2–t π–t", i + 1)." in rad"
  if (i == 0) { set format y tens; set ylabel "error of the angle, rad"
  } else { set format y ""; unset ylabel }
  if (i == 0) { set key at graph 0.98, 1.0 top right; } else { unset key }
  plot data.'/log.dat' index i using 1:2 every 4 with linespoints ls 2 title "arc cosine", \
       '' index i using 1:3 every 4 with linespoints ls 3 title "arc sine", \
       '' index i using 1:4 every 4 with linespoints ls 1 title "so3\\_log"
}
unset multiplot
