# Weights of an edge: blocks, and paths with few filters.
# Alt: Weights of an edge against the highest degree up to 10: the line with all blocks rises to
#   about 890, that of paths with filters up to L to about 670.
eval figure(13.5, 5.6)
set xlabel "L"
set ylabel "weights of an edge"
set xrange [-0.2:10.2]
set yrange [0:950]
set xtics 0,1,10
plot data.'/counts.dat' using 1:2 with linespoints ls 1 title "blocks = paths with l_2 ≤ 2L", \
     '' using 1:3 with linespoints ls 2 title "paths with l_2 ≤ L"
