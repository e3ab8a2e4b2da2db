# Along a line through the origin: the polynomial is smooth, Y(r/|r|) is not.
# Alt: Two graphs along a line through the origin. Left, the function of the direction jumps from a
#   negative to a positive value at zero, the solid harmonic is a straight line through zero. Right,
#   the first is a constant with one point missing, the second a parabola.
eval figure(13.5, 5)
set multiplot layout 1,2
set xrange [-1:1]; set xtics 0.5
set xlabel "t, along (1, 1, 1)"
set key top left samplen 1.5
set yrange [-0.4:0.7]
plot data.'/solid.dat' using 1:4 with points ls 2 ps 0.25 title "Y_{1,1}(r/|r|)", \
     '' using 1:5 with lines ls 1 title "|r| Y_{1,1}"
set yrange [-0.1:0.75]
plot data.'/solid.dat' using 1:2 with points ls 2 ps 0.25 title "Y_{2,1}(r/|r|)", \
     '' using 1:3 with lines ls 1 title "|r|^2 Y_{2,1}"
unset multiplot
