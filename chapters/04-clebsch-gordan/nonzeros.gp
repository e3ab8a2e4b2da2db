# Entries of (l, l, l): all of them, and those that are not zero.
# Alt: Numbers of entries against the degree on logarithmic axes. The line of the whole array is
#   steepest; the line of entries that are not zero has a smaller slope and stays below the line of
#   its bound.
eval figure(13.5, 6.6)
set logscale xy
set format y tens
set xlabel "l of the triple (l, l, l)"
set ylabel "entries"
set xrange [1:100]
set yrange [1:1e8]
set ytics 1, 100
set key top left
plot data.'/nonzeros.dat' using 1:2 with linespoints ls 2 title "dense, (2l+1)^3", \
     '' using 1:4 with lines ls 3 title "bound 2 (2l+1)^2", \
     '' using 1:3 with linespoints ls 1 title "not zero"
