# A signal on the circle, moved: its value at t is the old one at t - 60 degrees.
# Alt: Two identical curves over a circle unrolled from minus 180 to 180 degrees, the second shifted
#   60 degrees to the right. One arrow points right for the turn, another points left from the new
#   place to the old one.
eval figure(13.5, 5)
set xrange [-180:180]; set xtics 60 format "%g°"
set yrange [-1.2:1.6]
set xlabel "angle t"
set key top right
set arrow 1 from 0, 1.35 to 60, 1.35 arrowstyle 1
set label 1 "R turns by 60°" at 66, 1.36
set arrow 2 from 60, -0.95 to 0, -0.95 arrowstyle 3
set label 2 "R.f here is f there" at -6, -0.95 right textcolor rgb c_orange
plot data.'/signal.dat' using 1:2 with lines ls 1 title "f", \
     '' using 1:3 with lines ls 2 title "R.f"
