# The equivariance error along a network of three layers.
# Alt: Error after each of thirteen steps of a network on a logarithmic scale. One line is flat near
#   ten to the minus fifteen, one flat near ten to the minus seven, and one jumps from the first
#   level to about one at the first gate and stays there.
eval figure(13.5, 7.2)
set lmargin 8; set rmargin 1; set tmargin 0.8; set bmargin 5
set logscale y
set format y tens
set yrange [1e-17:1e3]
set ytics 1e-16, 1e4, 1
set xrange [-0.5:10.5]
set ylabel "largest error over ten rotations"
set xtics rotate by 40 right nomirror scale 0.5
set key at graph 0.99, 0.99 top right horizontal
plot data.'/equivariance.dat' using 1:($5 > 0 ? $5 : NaN):xtic(2) with linespoints ls 3 title "first gate broken", \
     '' using 1:4 with linespoints ls 2 title "stored as float", \
     '' using 1:3 with linespoints ls 1 title "double"
