# Error against degree, every method, float left and double right.
# Alt: Two graphs of error against the degree up to 100, in float and in double, for five methods.
#   The method of this book is lowest and nearly flat; the explicit sum rises steeply and leaves the
#   graph; the one with factorials at the end suddenly jumps to total loss.
eval figure(13.5, 8.2)
set multiplot
set logscale y
set format y tens
set xrange [0:100]
set xtics 20
set xlabel "degree l"
set tmargin at screen 0.78; set bmargin at screen 0.17
set lmargin at screen 0.10; set rmargin at screen 0.52
set key at screen 0.09, screen 0.985 left top maxrows 3 width 2
set yrange [1e-8:10]
set label 1 "float" at graph 0.95, graph 0.08 right
set ylabel "largest error / largest |Y_l|"
plot data.'/error.dat' using 1:2 with lines ls 1 lw 2.4 title "this book: downward in m", \
     '' using 1:3 with lines ls 3 title "upward in l", \
     '' using 1:4 with lines ls 4 title "factorials at the end", \
     '' using 1:5 with lines ls 2 title "explicit sum", \
     '' using 1:6 with lines ls 5 title "through cos θ", \
     '' using 1:12 with lines ls 8 lw 1.2 title "4 (l+1) eps"
set lmargin at screen 0.60; set rmargin at screen 0.97
set yrange [1e-17:10]
unset key; unset ylabel
set label 1 "double"
plot data.'/error.dat' using 1:7 with lines ls 1 lw 2.4, \
     '' using 1:8 with lines ls 3, '' using 1:9 with lines ls 4, \
     '' using 1:10 with lines ls 2, '' using 1:11 with lines ls 5, \
     '' using 1:13 with lines ls 8 lw 1.2
unset multiplot
