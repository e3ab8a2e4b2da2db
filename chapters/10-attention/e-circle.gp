# A function on the equator, silu of it, and what coefficients up to l = 3 keep.
# Alt: Four curves along the equator. A function that swings between plus 2 and minus 4, its silu,
#   in which the negative parts are nearly gone, and two smooth approximations of that which nearly
#   coincide.
eval figure(13.5, 6.5)
set xrange [0:360]
set xtics 90
set yrange [-4.5:5.5]
set xlabel "longitude (degrees)"
set key at graph 0.98, 0.97 top right samplen 2.5
plot data.'/e-circle.dat' using 1:2 with lines ls 7 lw 0.8 title "f", \
     '' using 1:3 with lines ls 1 title "silu(f)", \
     '' using 1:4 with lines ls 2 title "its part with l ≤ 3", \
     '' using 1:5 with lines ls 3 title "the same, 5 x 10 points"
