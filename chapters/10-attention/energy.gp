# How far the energy is from its first value.
# Alt: Deviation of the energy on a logarithmic scale against time. Both curves have peaks at two
#   close encounters; leapfrog stays about a hundred times lower and returns after each of them.
eval figure(13.5, 6)
set logscale y
set format y tens
set xrange [0:4.1]
set xlabel "time"
set ylabel "|E(t) - E(0)|"
set yrange [1e-8:30]
set key top right horizontal samplen 2
plot data.'/energy.dat' using 1:3 with lines ls 2 title "kicks and drifts of whole steps", \
     '' using 1:2 with lines ls 1 title "leapfrog"
