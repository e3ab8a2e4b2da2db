# How far exp(t L_z) is from 1 as t grows to two full turns.
# Alt: Distance from the identity against a turn from 0 to 720 degrees. The curves for degree 1 and
#   2 return to zero at 360 and at 720 degrees; that for quaternions is largest at 360 and returns
#   only at 720.
eval figure(13.5, 6)
set xrange [0:720]; set yrange [0:2.4]
set xtics 180
set xlabel "angle t in degrees"
set ylabel "|exp(t L_z) - 1|"
set key top right horizontal
set arrow from 360,0 to 360,2.05 nohead lc rgb c_grey lw 1 dt (4,3)
f = data.'/fullturn.dat'
plot f using 1:2 with lines ls 1 title "l = 1", \
     f using 1:3 with lines ls 3 title "l = 2", \
     f using 1:5 with lines ls 2 title "quaternions"
