# Errors of labels under a rotation, sorted.
# Alt: Distances sorted over all simulations on a logarithmic scale. Three curves stay near
#   rounding; the one with clipped components leaps to between a hundredth and one for the last
#   sixth of the simulations.
eval figure(13.5, 6)
set logscale y
set format y tens
set xlabel "per cent of the simulations"
set ylabel "distance of the answers"
set yrange [1e-16:10]
set xrange [0:100]
set key at graph 0.03, 0.97 top left samplen 2
plot '< LC_ALL=C awk "!NF{b++} NF && b < 1" '.data.'/clipping.dat | sort -g' using ($0/3):1 with lines ls 2 title "clipped by component", \
     '< LC_ALL=C awk "!NF{b++} NF && b == 2" '.data.'/clipping.dat | sort -g' using ($0/3):1 with lines ls 3 title "clipped by norm", \
     '< LC_ALL=C awk "!NF{b++} NF && b == 4" '.data.'/clipping.dat | sort -g' using ($0/3):1 with lines ls 1 title "softened"
