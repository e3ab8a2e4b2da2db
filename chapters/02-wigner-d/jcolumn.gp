# Down three columns of J at degree 100.
# Alt: Sizes of matrix entries on a logarithmic scale against the row, from 100 down to 0, for three
#   columns. Each curve climbs steeply from tiny values, later for larger m, and then stays level
#   while it swings.
eval figure(13.5, 6.5)
set logscale y
set format y tens
set xrange [100:0]; set yrange [1e-24:10]
set xlabel "row k"
set ylabel "size of the entry"
set key bottom right
f = data.'/jcolumn.dat'
plot f using 1:2 with points ls 1 title "m = 20", \
     f using 1:3 with points ls 2 title "m = 60", \
     f using 1:4 with points ls 3 title "m = 90"
