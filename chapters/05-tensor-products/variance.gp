# Mean square of an output of degree l, three normalisations.
# Alt: Mean square on a logarithmic scale against the degree of the output. Without the scale it is
#   between 20 and 200; with 3j symbols it falls below a tenth; as in the book it is 1 for all
#   degrees.
eval figure(13.5, 6.5)
set logscale y
set format y tens
set yrange [0.03:2000]
set xrange [-0.3:6.3]
set xlabel "l of the output"
set ylabel "mean square"
set key outside top center horizontal
plot 1 with lines ls 8 notitle, \
     data.'/variance.dat' using 1:3 with linespoints ls 2 title "no 1/√(fan-in)", \
     '' using 1:2 with linespoints ls 1 title "as in the book", \
     '' using 1:4 with linespoints ls 3 title "3j symbols in place of C"
