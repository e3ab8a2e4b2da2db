# The loss of the animals.
# Alt: Loss against 300 steps on a logarithmic scale. It falls from about 3 to about a hundredth,
#   with one sudden rise near step 230 that settles again.
eval figure(13.5, 4.6)
set lmargin 9; set rmargin 2.5; set tmargin 0.8; set bmargin 3.2
set logscale y
set format y tens
set xlabel "step"
set ylabel "loss"
unset key
plot data.'/loss.dat' using 1:2 with lines ls 1
