# Error of the forces against the number of frames.
# Alt: Error of the forces against 10 to 320 frames on logarithmic axes, three falling lines. All
#   begin together; with 320 frames degree 0 is worst and levels off, and degree 2 is best.
eval figure(13.5, 7)
set logscale xy
set xlabel "frames taught"
set ylabel "error of a component of the forces (meV/Å)"
set xtics (10, 20, 40, 80, 160, 320)
set ytics (40, 80, 160, 320)
set xrange [8.5:380]
set yrange [30:320]
set key top right
plot data.'/curve.dat' index 0 using 1:3:4:5 with yerrorlines ls 1 title "l = 0", \
     data.'/curve.dat' index 1 using 1:3:4:5 with yerrorlines ls 2 title "l ≤ 1", \
     data.'/curve.dat' index 2 using 1:3:4:5 with yerrorlines ls 3 title "l ≤ 2"
