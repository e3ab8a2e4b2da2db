# Time per point against degree.
eval figure(13.5, 7)
set logscale y
set xrange [1.5:10.5]
set yrange [0.4:200]
set xtics 2
set xlabel "largest degree l"
set ylabel "nanoseconds a point"
set key outside top center horizontal
plot data.'/harmonics.dat' using 1:2 with linespoints ls 1 title "chapter 3", \
     '' using 1:3 with linespoints ls 2 title "rows", \
     '' using 1:4 with linespoints ls 3 title "blocks", \
     '' using 1:5 with linespoints ls 4 title "used at once"
