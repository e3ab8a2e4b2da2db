# The first number of layers that tells two chains apart.
# Alt: Layers needed against the number of nodes in the line, from 2 to 7, six rising lines. The
#   scalar gate needs one more layer than nodes, the PaiNN kind and squares about half as many.
eval figure(13.5, 7)
set xrange [1.8:8.9]
set yrange [1.5:8.5]
set xtics 2, 1, 7
set ytics 2, 1
set xlabel "nodes in the line, k"
set ylabel "layers needed"
set key at 8.9, 6.4 right top
plot data.'/layers.dat' index 1 using 2:3 with linespoints ls 1 title "scalar gate", \
     '' index 3 using 2:($3 + 0.06) with linespoints ls 4 title "norm, bare end", \
     '' index 2 using 2:3 with linespoints ls 2 title "norm gate", \
     '' index 5 using 2:3 with linespoints ls 3 title "EGNN", \
     '' index 4 using 2:3 with linespoints ls 5 title "squares", \
     '' index 6 using 2:($3 - 0.06) with linespoints ls 6 title "PaiNN kind"
