# The two chains of four nodes, drawn along the line.
# Alt: Two chains of six points with a straight middle part. In the upper one both ends stand up; in
#   the lower one the left end hangs down and the right end stands up.
eval figure(13.5, 5.4)
eval bare
set size ratio -1
set xrange [-8:23]
set yrange [-21:7]
set label 1 "cis" at -4.6, 1.5
set label 2 "trans" at -4.6, -12.5
plot data.'/chains.dat' index 0 using 1:2 with linespoints ls 1 ps 1.1, \
     data.'/chains.dat' index 1 using 1:2 with linespoints ls 2 ps 1.1
