# Couplings to 0e and the products they need.
# Alt: Two graphs on a logarithmic scale against 1 to 4 factors, couplings left and products of
#   components right, each with three rising lines, higher for higher degrees.
eval figure(13.5, 6)
set multiplot layout 1, 2
set logscale y
set xrange [0.8:4.2]
set xtics 1, 1, 4
set yrange [0.8:400]
set xlabel "factors"
set ylabel "couplings"
plot for [i=0:2] data.'/price.dat' index i using 2:3 with linespoints ls i+1 title sprintf("l ≤ %d", i+1)
set ylabel "products"
unset key
plot for [i=0:2] data.'/price.dat' index i using 2:4 with linespoints ls i+1
unset multiplot
