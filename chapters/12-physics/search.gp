# Pairs looked at for an atom, with bins and without.
# Alt: Pairs looked at for an atom against the number of atoms on logarithmic axes. For all pairs it
#   rises in proportion, for bins it is constant, and the lines cross at about a hundred atoms.
eval figure(9, 6)
set logscale xy
set format xy tens
set xlabel "atoms"
set ylabel "pairs looked at for an atom"
set yrange [1:1e5]
set key top left
plot data.'/search.dat' using 1:3 with linespoints ls 2 title "all pairs", \
     '' using 1:2 with linespoints ls 1 title "bins"
