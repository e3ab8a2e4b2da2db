# Error in float near a pole: through cos(theta), and with x, y, z.
# Alt: Error in single precision against the angle from the pole, which shrinks to the right.
#   Through the cosine the error rises to a thousandth near ten to the minus four; with x, y and z
#   it stays flat at the last digit.
eval figure(13.5, 5.6)
set logscale xy
set xrange [1:1e-6] reverse
set format x tens; set format y tens
set yrange [1e-9:1e-2]
set xlabel "angle from the pole, rad"
set ylabel "largest error, degree 4, float"
set key top left
plot data.'/poles.dat' using 1:2 with linespoints ls 2 title "through cos θ and 1 - cos²θ", \
     '' using 1:3 with linespoints ls 1 title "with x, y, z"
