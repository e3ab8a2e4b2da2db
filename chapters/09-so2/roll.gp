# One message while the frame rolls.
# Alt: Two graphs of five components against a roll from 0 to 360 degrees. In the frame those with m
#   of size 1 and 2 go through one and two waves; in space all five are horizontal lines.
eval figure(13.5, 6.6)
set multiplot layout 1,2 margins 0.06,0.98,0.34,0.88 spacing 0.07,0
set xrange [0:360]
set xtics 0,90,360
set yrange [-2:2]
set xlabel "roll (degrees)"
set key at screen 0.5, 0.01 center bottom horizontal maxrows 1 samplen 2.2 width -1
set title "in the frame" offset 0,-0.5
plot for [k = 1:5] data.'/roll.dat' using 1:(column(k + 1)) with lines ls k title sprintf("m = %d", k - 3)
unset key
set title "in space" offset 0,-0.5
plot for [k = 1:5] data.'/roll.dat' using 1:(column(k + 6)) with lines ls k
unset multiplot
