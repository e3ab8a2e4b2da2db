# Invariants of a twisted chain: even and odd in the angle.
# Alt: Three curves against a twist from minus 180 to 180 degrees. Distance and dot product are
#   symmetric about zero; the triple product is a wave that is zero at zero and changes sign there.
eval figure(13.5, 6.5)
set xlabel "twist (degrees)"
set ylabel "invariant"
set xrange [-180:180]
set xtics 60
set yrange [-1.3:3.4]
set key top left horizontal
plot data.'/mirror.dat' using 1:2 with lines ls 1 title "first to last", \
     '' using 1:3 with lines ls 3 title "a · c", \
     '' using 1:4 with lines ls 2 title "(a × b) · c"
