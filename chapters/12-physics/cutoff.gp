# Energy, force and its slope of a pair near the cutoff, each over its largest.
# Alt: Three curves against the distance from 2.5 to 3.2 ångström: energy, force and slope of the
#   force. All swing inside the cutoff at 3 and are exactly zero beyond it.
eval figure(13.5, 5.6)
stats data.'/cutoff.dat' using (abs($2)) nooutput name "E"
stats data.'/cutoff.dat' using (abs($3)) nooutput name "F"
stats data.'/cutoff.dat' using (abs($4)) nooutput name "S"
set xlabel "distance (Å)"
set ylabel "over its largest size"
set xrange [2.5:3.2]
set key top right
set arrow 1 from 3, graph 0 to 3, graph 1 nohead ls 8
set label 1 "cutoff" at 3.01, graph 0.1
plot data.'/cutoff.dat' using 1:($2/E_max) with lines ls 1 title "energy", \
     data.'/cutoff.dat' using 1:($3/F_max) with lines ls 2 title "force", \
     data.'/cutoff.dat' using 1:($4/S_max) with lines ls 3 title "slope of the force"
