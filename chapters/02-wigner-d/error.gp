# Errors of three ways to D against the degree.
# Alt: Errors against the degree from 1 to 200, on logarithmic axes. In double precision two methods
#   stay near rounding, a third rises steeply from degree 24 on. In single precision two methods run
#   flat about eight digits higher.
eval figure(13.5, 7.2)
set logscale xy
set format y tens
set xrange [1:220]; set yrange [1e-17:1]
set xtics (1, 2, 5, 10, 20, 50, 100, 200)
set xlabel "degree l"
set ylabel "largest error of an entry"
set key top left maxrows 4
f = data.'/error.dat'
plot f using 1:6 with linespoints ls 2 title "exponential, float", \
     f using 1:5 with linespoints ls 1 title "Euler and J, float", \
     f using 1:4 with linespoints ls 3 title "recursion, double", \
     f using 1:3 with linespoints ls 4 title "J: D^TD - 1, double", \
     f using 1:2 with linespoints ls 5 title "exponential less J, double", \
     f using 1:7 with lines ls 8 title "l eps"
