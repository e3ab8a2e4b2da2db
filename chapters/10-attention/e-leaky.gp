# The leaky relu without a corner, and its slope.
# Alt: Left, two functions that rise slowly for negative and fast for positive numbers, one with a
#   corner at zero and one rounded. Right, their slopes, a step from 0.2 to 1 and a smooth rise that
#   overshoots a little.
eval figure(13.5, 5.5)
set multiplot layout 1,2 margins 0.07,0.98,0.2,0.96 spacing 0.09,0
set xrange [-4:4]
set xlabel "x" offset 0,0.5
set key at graph 0.04, 0.96 top left samplen 2.5
plot data.'/e-leaky.dat' using 1:2 with lines ls 1 title "without a corner", \
     '' using 1:4 with lines ls 2 title "leaky relu"
unset key
set yrange [0:1.2]
set label 1 "their slopes" at graph 0.06, 0.9
plot data.'/e-leaky.dat' using 1:3 with lines ls 1, \
     '' using 1:5 with steps ls 2
unset multiplot
