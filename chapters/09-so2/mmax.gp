# What is cut off at mmax.
# Alt: Error of a cut message against mmax, one falling curve for each highest degree from 1 to 6.
#   Each reaches zero where mmax equals that degree.
eval figure(13.5, 6)
set xlabel "mmax"
set ylabel "error of a random message"
set xrange [-0.2:6.2]
set yrange [0:1]
set xtics 0,1,6
set key top right title "L"
plot for [L = 1:6] data.'/mmax.dat' index (L - 1) using ($2 <= L ? $2 : 1/0):3 with linespoints ls L title sprintf("%d", L)
