# The energy while an atom crosses the cutoff, with three softmaxes.
# Alt: Energy against the distance of an atom that crosses the cutoff at 2. Two curves end in a
#   step, the one with no envelope in the larger; that with the envelope inside and outside runs
#   into zero smoothly.
eval figure(13.5, 6)
set xrange [1.7:2.3]
set xlabel "distance of the atom (cutoff 2)"
set ylabel "energy, from its last value"
set key at graph 0.98, 0.97 top right samplen 2.5
plot data.'/e-cutoff.dat' using 1:2 with lines ls 1 title "inside and outside", \
     '' using 1:3 with lines ls 2 title "inside alone", \
     '' using 1:4 with lines ls 3 title "no envelope"
