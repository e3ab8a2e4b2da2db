# The loss of the animals.
eval figure(13.5, 4.6)
set lmargin 8; set rmargin 1.5; set tmargin 0.8; set bmargin 3.2
set logscale y
set format y tens
set xlabel "step"
set ylabel "loss"
unset key
plot data.'/loss.dat' using 1:2 with lines ls 1
