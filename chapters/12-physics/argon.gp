# Energy of argon against its edge, and its pressure in two ways.
# Alt: Left, a curve of the energy with its lowest point near an edge of 5.3 ångström. Right, the
#   pressure, which falls from positive values, crosses zero at the same edge, and stays slightly
#   negative; points lie on the line.
eval figure(13.5, 5.6)
set multiplot layout 1, 2
unset key
set xlabel "edge / Å"
set xrange [4.95:6.2]
set ylabel "energy of an atom / meV"
plot data.'/argon.dat' using 1:2 with lines ls 1
set ylabel "pressure / GPa"
set yrange [-0.4:1.2]
set arrow 1 from 4.95, 0 to 6.2, 0 nohead ls 8
plot data.'/argon.dat' using 1:3 with lines ls 1, \
     '' using 1:4 every 2 with points ls 2
unset multiplot
