# How far from the pole two frames put the edge.
# Alt: Error against the distance of an edge from the pole on logarithmic axes. With the arc cosine
#   it grows towards the pole up to ten to the minus eight and then shrinks again; with the shortest
#   turn it stays at rounding.
eval figure(13.5, 6)
set logscale xy
set format x tens
set format y tens
set xrange [0.5e-12:2]
set yrange [5e-18:1e-5]
set xlabel "distance of the edge from the pole"
set ylabel "error"
set key top right
plot data.'/frame.dat' using 1:3 with linespoints ls 2 title "with arc cosine", \
     '' using 1:2 with linespoints ls 1 title "shortest turn", \
     1.1e-16 / x with lines ls 8 title "10^{-16} / ρ"
