# The learned radial functions and the closed forms.
# Alt: Two learned curves against the distance with dots of the closed forms on them, one rising and
#   one falling from zero. Beyond 1.4 the first curve leaves the dots.
eval figure(13.5, 6)
set xlabel "distance"
set xrange [0:1.7]
set key top left
set arrow 1 from 0, 0 to 1.7, 0 nohead ls 8
plot data.'/inertia.dat' using 1:2 with lines ls 1 title "R_0 learned", \
     data.'/inertia.dat' using 1:3 with lines ls 2 title "R_2 learned", \
     data.'/inertia.dat' every 8 using 1:4 with points ls 9 pt 7 ps 0.35 title "closed forms", \
     data.'/inertia.dat' every 8 using 1:5 with points ls 9 pt 7 ps 0.35 notitle
