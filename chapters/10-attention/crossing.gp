# Weights of a neighbour that moves across the cutoff, and of one that stays.
# Alt: Two graphs of the weight of a neighbour that moves across the cutoff. Left, plain softmax
#   drops from 0.7 to zero in a step while the other two reach zero smoothly. Right, plain and
#   inside drop from 1; only the third is smooth.
eval figure(13.5, 6)
set multiplot layout 1, 2 margins 0.07,0.98,0.2,0.88 spacing 0.08,0
set xrange [0.6:1.2]
set yrange [-0.05:1.1]
set xtics 0.2
set xlabel "distance / cutoff"
set arrow 1 from 1, -0.05 to 1, 1.1 nohead ls 8
set key at graph 0.97, 0.62 top right samplen 2
set title "with another neighbour" offset 0,-0.4
plot data.'/crossing.dat' using 1:6 with lines ls 2 title "plain", \
     '' using 1:4 with lines ls 3 title "inside", \
     '' using 1:2 with lines ls 1 title "inside and outside"
set title "alone" offset 0,-0.4
unset key
plot data.'/crossing.dat' using 1:12 with lines ls 2, \
     '' using 1:10 with lines ls 3, \
     '' using 1:8 with lines ls 1
unset multiplot
