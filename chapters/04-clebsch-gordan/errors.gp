# Error against l for every method.
# Alt: Largest error against the degree on a logarithmic scale. Racah's sum climbs in a straight
#   line and then jumps to total loss, in float near degree 10 and in double near 57. Logarithms of
#   factorials climb on to degree 100. A line for whole numbers runs flat at the bottom.
eval figure(13.5, 8.2)
set logscale y
set format y tens
set xlabel "l of the triple (l, l, l)" offset 0, 0.4
set ylabel "largest error of a coefficient"
set xrange [0:100]
set yrange [1e-17:1e4]
set ytics 1e-16, 1e4, 1e4
set bmargin at screen 0.35
set key at screen 0.06, 0.22 left top maxrows 3
floor = 5.6e-17
set label "first zeros" at 58, 600 center font font_text.",8"
set arrow from 58, 60 to 58, 0.5 as 1 front
plot data.'/errors.dat' using 1:($2 > 0 ? $2 : floor) with linespoints ls 4 pi 3 title "Racah's sum, float", \
     '' using 1:($3 > 0 ? $3 : floor) with linespoints ls 2 pi 6 title "Racah's sum, double", \
     '' using 1:($4 > 0 ? $4 : floor) with linespoints ls 3 pi 6 title "with log-gamma, double", \
     '' using 1:($5 > 0 ? $5 : floor) with linespoints ls 5 title "null space", \
     floor with lines ls 1 lw 2.4 title "whole numbers, rounded once (bound)"
