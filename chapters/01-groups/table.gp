# The multiplication table of the cube's rotations as a picture.
# Alt: A square of 24 by 24 fields with the number of the product in each, shaded by it. No number
#   occurs twice in a row or a column, and the upper left corner of four by four fields has only four.
# The letters are no black: figure.sh would make that light on a dark page, and the map keeps its
# lightness there.
eval figure(11.2, 9.6)
eval sequential
set size ratio -1
set lmargin at screen 0.11; set rmargin at screen 0.90
set tmargin at screen 0.98; set bmargin at screen 0.135
set xrange [-0.5:23.5]
set yrange [23.5:-0.5]
set cbrange [0:23]
set cbtics 0, 5, 23 out scale 0.4
unset grid
set border 0
set tics scale 0
set xtics 0, 5, 23
set ytics 0, 5, 23
set xlabel "b"
set ylabel "a" rotate by 0 offset 1, 0
set cblabel "number of a b" offset 1.2, 0
plot data.'/table.dat' using 2:1:3 with image notitle, \
     '' using 2:1:(sprintf("%d", $3)):($3 < 14 ? 0xFFFFFF : 0x101010) \
     with labels font ',5.5' tc rgb variable notitle
