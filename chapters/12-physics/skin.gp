# How much work a skin saves, and makes.
# Alt: Numbers for an atom and a step against the width of the skin. Pairs searched fall from 500 to
#   below 100 with a small skin; edges rise slowly from about 60 to 90.
eval figure(10, 6)
set xlabel "skin / Å"
set ylabel "for an atom and a step"
set yrange [0:600]
set key top right
plot data.'/skin.dat' using 1:2 with linespoints ls 2 title "pairs searched", \
     '' using 1:3 with linespoints ls 1 title "edges"
