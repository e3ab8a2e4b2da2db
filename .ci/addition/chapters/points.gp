# Two points.
# Alt: Two crosses on a plane without axes, one a little above the other.
eval figure(6, 4)
plot data.'/points.dat' using 1:2 with points ls 1 notitle
