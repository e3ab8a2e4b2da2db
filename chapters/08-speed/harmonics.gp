# Time per point against degree.
# Alt: Nanoseconds for a point on a logarithmic scale against the largest degree from 2 to 10, four
#   rising lines. From above: the code of chapter 3, rows, blocks, and values that are used at once.
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
