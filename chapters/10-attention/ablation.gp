# What one layer cannot explain of a force: sum against attention.
# Alt: Two pairs of bars on a logarithmic scale. For gravity sum and attention both leave about a
#   thousandth unexplained; for Coulomb's law the sum leaves all of it and attention about a
#   twentieth.
eval figure(13.5, 5.5)
set style data histograms
set style histogram clustered gap 1.5
set style fill solid 0.85 border -1
set boxwidth 0.9
set logscale y
set format y tens
set yrange [1e-4:3]
set ylabel "part not explained"
set key top left samplen 1.5
plot data.'/ablation.dat' using 2:xtic(1) lc rgb "#9DB7D5" title "sum", \
     '' using 3 lc rgb "#D9772B" title "attention"
