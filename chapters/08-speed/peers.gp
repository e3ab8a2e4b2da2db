# How many times longer others take, work by work.
# Alt: A dot chart of times relative to ours on a logarithmic scale, with a vertical line at 1, for
#   eight kinds of work. Nearly all marks of sphericart, e3nn and e3nn-jax lie to the right of the
#   line, most of them between 10 and 100.
eval figure(13.5, 7.6)
set logscale x
set xrange [0.5:300]
set yrange [0.4:8.6]
set xlabel "times as long as ours"
set key outside top center horizontal
set arrow from 1, 0.4 to 1, 8.6 nohead ls 8
plot data.'/peers.dat' using 3:1:ytic(2) with points ls 1 ps 0.8 title "sphericart", \
     '' using 4:1 with points ls 2 ps 0.8 title "e3nn", \
     '' using 5:1 with points ls 3 ps 0.8 title "e3nn-jax"
