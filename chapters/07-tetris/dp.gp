# How much a motion changes a probability: histogram, and against the distance.
# Alt: Left, a histogram of changes of a probability in units of rounding, highest at 5 and ending
#   near 30. Right, the largest change against the distance of a shift on logarithmic axes, flat at
#   first and then rising in proportion.
eval figure(13.5, 5.4)
set multiplot layout 1, 2
unset key
set style fill solid 0.85 noborder
width = 2
set boxwidth width * 0.9
set xrange [0:*]
set yrange [0:*]
set xlabel "max |Δp| of a motion, in eps"
set ylabel "motions of 1000"
plot data.'/dp.dat' using (width * (floor($1 / width) + 0.5)):(1) smooth frequency with boxes lc rgb c_blue
set logscale xy
set format y tens; set format x tens
set xrange [0.08:2e6]
set yrange [1e-16:1e-8]
set ytics 1e-16, 100
set xtics (0 0.1, "1" 1, "10^2" 1e2, "10^4" 1e4, "10^6" 1e6)
set xlabel "shifts up to, in edges"
set ylabel "max |Δp|"
set key top left
eps = 2.2e-16
plot data.'/reach.dat' using 1:2 with linespoints ls 1 title "trained, seed 1", \
     x < 3 ? 1/0 : eps * x lc rgb c_grey dt (3,2) title "eps × shift"
unset multiplot
