# Steps to learn, sorted over 100 seeds; and the loss of a network that dies.
# Alt: Left, steps until a network is sure, sorted, for 100 seeds: without a gate at the end the
#   curve stays below about 200, with it it jumps to the limit of 400 after some 60 seeds. Right,
#   one loss that falls, jumps to log 8 late in the run and stays there.
eval figure(13.5, 5.4)
set multiplot layout 1, 2
set xrange [0:100]
set yrange [0:480]
set xlabel "seeds, sorted"
set ylabel "steps until sure"
set key top left
set label 1 "gave up" at 91, 430 center font font_text.",7.5"
plot data.'/seeds.dat' using 1:2 with lines ls 1 title "no gate at the end", \
     '' using 1:3 with lines ls 2 title "gate at the end"
unset label 1
set xrange [0:800]
set yrange [0:3]
set xlabel "step"
set ylabel "loss, gated, seed 29"
unset key
set arrow 1 from 0, log(8) to 800, log(8) nohead ls 8
set label 2 "log 8" at 20, log(8) + 0.14 font font_text.",7.5"
plot data.'/dead.dat' using 1:2 with lines ls 2
unset multiplot
