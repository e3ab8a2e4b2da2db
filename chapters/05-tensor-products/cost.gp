# Multiplications of one product against L.
# Alt: Multiplications against the highest degree on logarithmic axes. The line of every entry is
#   the highest and steepest, beside a guide of the sixth power; those of non-zero entries and of
#   pairs lie close together beside a guide of the fifth.
eval figure(13.5, 7)
set logscale xy
set format y tens
set xlabel "L"
set ylabel "multiplications"
set key top left
set xrange [0.9:18]
set xtics (1, 2, 4, 8, 16)
plot data.'/cost.dat' using 1:2 with linespoints ls 2 title "every entry", \
     '' using 1:3 with linespoints ls 1 title "entries that are not zero", \
     '' using 1:4 with linespoints ls 3 title "pairs (m_1, m_3)", \
     (x > 4 ? 1.45 * x**6 : 1/0) with lines ls 8 title "L^6 and L^5", \
     (x > 4 ? 0.95 * x**5 : 1/0) with lines ls 8 notitle
