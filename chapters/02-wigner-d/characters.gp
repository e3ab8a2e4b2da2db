# Characters, and how often each angle occurs.
# Alt: Left, four curves against the angle from 0 to 180 degrees that begin at 1, 3, 5 and 7; the
#   higher they begin, the more often they cross zero. Right, a density that rises from zero at no
#   turn to its greatest value at a half turn.
eval figure(13.5, 6)
set xrange [0:180]; set xtics 45
set xlabel "angle in degrees"
f = data.'/characters.dat'
set multiplot layout 1,2
set title "characters"
set key top right
plot f using 1:2 with lines ls 8 lw 2 title "l = 0", \
     f using 1:3 with lines ls 1 title "1", \
     f using 1:4 with lines ls 2 title "2", \
     f using 1:5 with lines ls 3 title "3"
set title "density of the angle"
set yrange [0:0.7]
unset key
plot f using 1:6 with filledcurves y1=0 lc rgb c_sky, \
     f using 1:6 with lines ls 1
unset multiplot
