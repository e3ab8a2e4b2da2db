# Many small turns make a circle; the error falls like 1/n.
# Alt: Left, polygons with 4, 8, 16 and 64 steps that spiral outside a half circle, closer to it the
#   more steps they have. Right, the error against the number of steps on logarithmic axes, a
#   straight line that falls by half for every doubling.
eval figure(13.5, 5.8)
set multiplot
set size 0.52, 1; set origin 0, 0
set size ratio -1
set xrange [-2.9:1.4]
set yrange [-0.2:4.4]
set xtics 1; set ytics 1
set xlabel "x"; set ylabel "y" rotate by 0
set key at graph 0.98, 1.0 top right spacing 0.95
unset grid
set parametric
set trange [0:pi]
plot cos(t), sin(t) with lines lc rgb c_ink lw 3 dt 1 title "exp", \
     for [i=0:3] data.'/turns.dat' index i using 1:2 with linespoints ls (i + 1) \
       ps (i < 3 ? 0.4 : 0) title sprintf("n = %s", word("4 8 16 64", i + 1))
unset parametric
set size 0.48, 1; set origin 0.52, 0
set size noratio
set logscale xy 2
set logscale y 10
set format x "2^{%L}"
set format y "10^{%T}"
set xrange [1:2**24]
set yrange [1e-7:20]
set xtics 1, 16; set ytics 1e-6, 100
set xlabel "n"; set ylabel "error" rotate by 90
set grid
set key at graph 0.97, 0.97 top right
plot data.'/turns_error.dat' using 1:2 with linespoints ls 1 title "error", \
     pi**2 / (2 * x) with lines ls 2 title "π^2 / 2n"
unset multiplot
