# What a roll by a tenth of a radian changes behind silu in an edge's frame.
# Alt: Error on a logarithmic scale against the number of longitudes of the grid from 8 to 40, three
#   falling lines. The line for m up to 1 falls fastest and reaches rounding, that for m up to 3
#   slowest.
eval figure(13.5, 7)
set logscale y
set format y tens
set xrange [7:40]
set yrange [1e-16:1]
set xlabel "longitudes of the grid"
set ylabel "largest change, relative"
set key at graph 0.98, 0.97 top right samplen 2.5
plot data.'/e-roll.dat' using 1:2 with linespoints ls 1 title "m up to 1", \
     '' using 1:3 with linespoints ls 2 title "m up to 2", \
     '' using 1:4 with linespoints ls 3 title "m up to 3"
