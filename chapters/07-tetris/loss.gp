# Loss of eight seeds, and how sure each is of its worst shape.
# Alt: Two graphs with eight curves each, against steps. Left, the loss falls from log 8; right, the
#   least probability of a right name rises to 0.9. Some curves pause for a while before they end.
eval figure(13.5, 5.6)
set multiplot layout 1, 2
set logscale y
set format y tens
set xrange [0:140]
set yrange [2e-2:10]
set xlabel "step"
set ylabel "loss"
unset key
set arrow 1 from 0, log(8) to 140, log(8) nohead ls 8
set label 1 "log 8" at 138, log(8) * 1.25 right font font_text.",7.5"
plot for [i=1:7] data.'/loss.dat' index i using 1:2 with lines lc rgb "#AEB6C1" lw 0.9 dt 1, \
     data.'/loss.dat' index 0 using 1:2 with lines ls 1
unset logscale y
unset arrow 1; unset label 1
set format y "%g"
set yrange [0:1]
set ylabel "least p of a right name"
set arrow 1 from 0, 0.9 to 140, 0.9 nohead ls 8
set label 1 "sure" at 2, 0.94 font font_text.",7.5"
plot for [i=1:7] data.'/loss.dat' index i using 1:3 with lines lc rgb "#AEB6C1" lw 0.9 dt 1, \
     data.'/loss.dat' index 0 using 1:3 with lines ls 1
unset multiplot
