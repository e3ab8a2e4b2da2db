# Error of the recursion against the tilt beta.
# Alt: Largest error against the angle beta from 0 to 180 degrees for the degrees 24, 48 and 72, on
#   a logarithmic scale. Near both ends all are small; in the middle they form plateaus, two digits
#   apart.
eval figure(13.5, 6.5)
set logscale y
set format y tens
set xrange [0:180]; set yrange [1e-16:1e-8]
set xtics 30
set xlabel "{/Symbol b} in degrees"
set ylabel "largest error of an entry"
set key top left
f = data.'/recursion.dat'
plot f using 1:4 with linespoints ls 2 title "l = 72", \
     f using 1:3 with linespoints ls 3 title "l = 48", \
     f using 1:2 with linespoints ls 1 title "l = 24"
