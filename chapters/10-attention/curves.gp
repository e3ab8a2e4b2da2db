# Error on simulations that were not learned from, against steps and seconds.
# Alt: Two graphs of mean squared error on a logarithmic scale for six networks, against steps and
#   against seconds. The linear and the invariant network stay near a tenth; the others fall to
#   between two and five thousandths, attention lowest.
eval figure(13.5, 6.4)
set multiplot layout 1, 2 margins 0.1,0.98,0.2,0.8 spacing 0.06,0
set logscale y
set xtics 500
set yrange [1e-3:0.2]
set format y tens
set xlabel "steps"
set ylabel "mean squared error" offset 1,0
d = data.'/curves.dat'
set key at screen 0.5, 0.99 top center horizontal maxrows 2 samplen 2
plot d index 0 using 1:2 with linespoints ls 5 title "linear", \
     d index 1 using 1:2 with linespoints ls 4 title "invariant", \
     d index 2 using 1:2 with linespoints ls 3 title "tfn", \
     d index 3 using 1:2 with linespoints ls 6 title "tfn, wider", \
     d index 4 using 1:2 with linespoints ls 2 title "attention", \
     d index 5 using 1:2 with linespoints ls 1 title "equiformer"
unset key
set xtics autofreq
set logscale x
set xlabel "seconds of one core"
unset ylabel
set format y ""
plot d index 0 using 3:2 with linespoints ls 5, \
     d index 1 using 3:2 with linespoints ls 4, \
     d index 2 using 3:2 with linespoints ls 3, \
     d index 3 using 3:2 with linespoints ls 6, \
     d index 4 using 3:2 with linespoints ls 2, \
     d index 5 using 3:2 with linespoints ls 1
unset multiplot
