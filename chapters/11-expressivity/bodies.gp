# The gap of four pairs against the number of factors.
# Alt: Gap on a logarithmic scale against the number of factors from 1 to 4. The curves of three
#   pairs leap from rounding to about one at two, three and four factors; that of the old four-body
#   pair stays at rounding.
eval figure(13.5, 7)
set logscale y
set format y tens
set yrange [1e-18:30]
set ytics 1e-18, 1000
set xrange [0.8:4.9]
set xtics 1, 1, 4
set xlabel "factors of a product"
set ylabel "gap"
set key bottom right
f(g) = g > 1e-17 ? g : 1e-17
plot data.'/bodies.dat' using ($1 == 0 && $3 == 3 ? $2 : 1/0):(f($4)) with linespoints ls 1 title "two-body", \
     '' using ($1 == 1 && $3 == 3 ? $2 + 0.02 : 1/0):(f($4)) with linespoints ls 2 title "three-body", \
     '' using ($1 == 2 && $3 == 3 ? $2 + 0.04 : 1/0):(f($4)) with linespoints ls 3 title "four-body", \
     '' using ($1 == 4 && $3 == 3 ? $2 + 0.06 : 1/0):(f($4)) with linespoints ls 4 title "old four-body"
