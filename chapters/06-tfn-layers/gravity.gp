# The radial function a filter learned, and Newton's.
# Alt: Two curves against the distance. To the right of a vertical line at 0.5 the learned function
#   and minus one over the square coincide; to the left the learned one turns away and stays high.
eval figure(13.5, 5.4)
set lmargin 7; set rmargin 1.5; set tmargin 0.8; set bmargin 3.4
set xrange [0.3:1.9]
set yrange [-9:0.5]
set xlabel "distance r"
set ylabel "√3 w(r)"
set arrow 1 from 0.5, graph 0 to 0.5, graph 1 nohead ls 8
set label 1 "no two bodies nearer than this" at 0.52, -8.3 left
set key at graph 0.98, 0.35 top right
plot data.'/gravity.dat' using 1:3 with lines ls 2 title "-1/r²", \
     '' using 1:2 with lines ls 1 title "learned"
