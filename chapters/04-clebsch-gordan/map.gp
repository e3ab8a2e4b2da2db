# The coefficients <30 m1 30 m2 | 30 m1+m2> as a map.
# Alt: A map over two orders from minus 30 to 30. Inside a slanted oval, stripes of alternating sign
#   swing fastest in the middle and are strongest at the rim; outside it is blank.
eval figure(13.5, 8.2)
eval diverging
set size ratio -1
unset grid
unset key
set xrange [-30.5:30.5]; set yrange [-30.5:30.5]
set cbrange [-0.2:0.2]
set cbtics 0.1
set xtics 15; set ytics 15
set xlabel "m_1"; set ylabel "m_2"
set colorbox user origin 0.80, 0.22 size 0.018, 0.6
plot data.'/map.dat' using 1:2:3 with image pixels
