# What a turn changes behind silu on a grid.
# Alt: Error on a logarithmic scale against the number of functions whose product the grid
#   integrates, from 2 to 16. Five lines for different highest degrees fall side by side in nearly
#   straight lines.
eval figure(13.5, 7)
set logscale y
set format y tens
set xrange [2:16]
set yrange [1e-9:1]
set xlabel "functions whose product the grid integrates"
set ylabel "largest change, relative"
set key at graph 0.98, 0.97 top right samplen 2.5
plot data.'/e-silu.dat' using 1:2 with linespoints ls 1 title "L = 1", \
     '' using 1:3 with linespoints ls 2 title "L = 2", \
     '' using 1:4 with linespoints ls 3 title "L = 3", \
     '' using 1:5 with linespoints ls 4 title "L = 4", \
     '' using 1:6 with linespoints ls 5 title "L = 6"
