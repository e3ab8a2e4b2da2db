# The loss of the network, and of the one that hears distances only.
# Alt: A graph of loss against 400 steps, loss on a logarithmic scale. The line for distances only
#   is flat at log 2, about 0.7, from the start. The line for all five paths leaves it after some 30
#   steps and falls below one thousandth.
eval figure(13.5, 5.4)
set logscale y
set format y tens
set xrange [0:400]
set yrange [3e-4:3]
set xlabel "step"
set ylabel "loss"
set arrow 1 from 0, log(2) to 400, log(2) nohead ls 8
set label 1 "log 2" at 396, log(2) * 0.72 right font font_text.",7.5"
set key at graph 0.98, 0.62 top right
plot data.'/loss.dat' index 1 using 1:2 with lines ls 2 title "distances only", \
     '' index 0 using 1:2 with lines ls 1 title "all five paths"
