# The sum over all harmonics up to L, as a function of the angle from a point:
# ever closer to a spike.
# Alt: Four bumps around the angle zero, of height 1, for the highest degrees 2, 4, 8 and 16. The
#   higher the degree, the narrower the bump and the smaller and faster the ripples beside it.
eval figure(13.5, 5.6)
set xrange [-180:180]; set xtics 60 format "%g°"
set yrange [-0.3:1.05]
set xlabel "angle between u and v"
set ylabel "relative to its height"
set key top right
plot data.'/addition.dat' using 1:2 with lines ls 1 title "L = 2", \
     '' using 1:3 with lines ls 2 title "L = 4", \
     '' using 1:4 with lines ls 3 title "L = 8", \
     '' using 1:5 with lines ls 9 title "L = 16"
