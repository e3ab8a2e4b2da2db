# All predictions of the chapter: nothing lies in between.
# Alt: Marks of all predictions in four rows against the gap on a logarithmic scale. Open marks,
#   predicted equal, lie left of ten to the minus fourteen; filled marks, predicted to differ,
#   right of ten to the minus four; nothing is between.
eval figure(13.5, 5.6)
set logscale x
set format x tens
set xrange [3e-19:30]
set xtics 1e-18, 1000
set yrange [3.7:-0.7]
set ytics ("rings" 0, "chains" 1, "bodies" 2, "hands" 3)
set xlabel "gap (0 is drawn at 10^{-18})"
set key top center
f(g) = g > 1e-18 ? g : 1e-18
shake(n) = (int(n * 7) % 11 - 5) * 0.05
plot data.'/ladder.dat' using ($2 == 0 ? f($3) : 1/0):($1 + shake($0)) with points pt 6 ps 0.7 lc rgb c_orange title "predicted equal", \
     '' using ($2 == 1 ? f($3) : 1/0):($1 + shake($0)) with points pt 7 ps 0.6 lc rgb c_blue title "predicted to differ"
