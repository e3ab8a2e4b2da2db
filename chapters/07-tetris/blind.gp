# Without odd paths the loss stops at (log 2)/4.
# Alt: Loss against steps on logarithmic axes for three networks. All fall from 2 to the line of a
#   quarter of log 2; only the one with cross products goes on below it.
eval figure(13.5, 6)
set logscale xy
set format y tens
set xrange [1:1500]
set yrange [3e-2:4]
set xlabel "step"
set ylabel "loss"
set key bottom left
set arrow 1 from 1, log(2) / 4 to 1500, log(2) / 4 nohead ls 8
set label 1 "(log 2)/4" at 1.15, log(2) / 4 * 1.16 font font_text.",7.5"
plot data.'/blind.dat' index 0 using ($1 + 1):2 with lines ls 1 title "talk: with the cross product", \
     '' index 1 using ($1 + 1):2 with lines ls 2 title "polar: without", \
     '' index 2 using ($1 + 1):2 with lines ls 3 title "distances alone"
