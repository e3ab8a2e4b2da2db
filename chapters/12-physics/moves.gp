# The energy of ethanol, and temperatures of ammonia by two forces.
# Alt: Left, the energy of ethanol over ten picoseconds, which flickers around a constant. Right,
#   the temperature of ammonia: level with a gradient, rising from 300 to above 3000 kelvin with
#   direct forces.
eval figure(13.5, 5.6)
mean5(i) = (a5 = a4, a4 = a3, a3 = a2, a2 = a1, a1 = i, (a1 + a2 + a3 + a4 + a5) / 5)
set multiplot layout 1, 2
unset key
set xlabel "time (ps)"
set ylabel "total energy less the first (meV)"
set yrange [-12:12]
plot data.'/moves.dat' index 0 using 1:2 with lines ls 1
set ylabel "temperature (K)"
set yrange [0:*]
set key top left
a1 = a2 = a3 = a4 = a5 = NaN
plot data.'/moves.dat' index 1 using 1:(mean5($3)) with lines ls 1 title "gradient", \
     a1 = a2 = a3 = a4 = a5 = NaN, \
     data.'/moves.dat' index 2 using 1:(mean5($3)) with lines ls 2 title "direct"
unset multiplot
