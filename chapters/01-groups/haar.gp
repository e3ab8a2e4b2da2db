# The angle of random rotations, drawn in three ways.
# Alt: Three histograms of rotation angles from 0 to 180 degrees with the same rising curve drawn
#   over them. The first follows the curve. The second is flat. The third is empty below 90 degrees
#   and too high above.
eval figure(13.5, 5.2)
set multiplot layout 1, 3 margins 0.08, 0.99, 0.26, 0.83 spacing 0.04
set xrange [0:180]
set yrange [0:1.25]
set xtics ("0°" 0, "60°" 60, "120°" 120)
set ytics 0.5
set key top left
array name[3] = ["Gaussian quaternion", "random axis, uniform angle", "QR, signs as they fall"]
array block[3] = [0, 1, 3]
do for [i=1:3] {
  set title name[i]
  set xlabel "angle"
  if (i == 1) { set ylabel "density per rad" } else { unset ylabel; set format y "" }
  if (i > 1) { unset key }
  plot data.'/haar.dat' index block[i] using 1:2 with boxes fc rgb "#A9CFE5" \
         fs solid 1 border lc rgb c_blue lw 0.6 title "drawn", \
       (1 - cos(x * pi / 180)) / pi with lines lc rgb c_orange lw 2.2 dt 1 title "Haar"
}
unset multiplot
