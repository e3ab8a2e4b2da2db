# Distances in a crystal and in a liquid.
# Alt: Density relative to chance against the distance. The crystal has separate narrow peaks; the
#   liquid has one broad peak and then a nearly level line near 1.
eval figure(13.5, 6)
set xlabel "distance / Å"
set ylabel "density, 1 by chance"
set xrange [2.5:9]
set key top right
set arrow 1 from 2.5, 1 to 9, 1 nohead ls 8
plot data.'/melt.dat' index 0 using 1:2 with lines ls 1 title "crystal", \
     '' index 1 using 1:2 with lines ls 2 title "liquid"
