# Work along a closed way: a gradient comes back to zero.
# Alt: Work against the part of a closed way. The curve of the gradient swings widely and ends at
#   zero where it began; that of the direct vectors swings little and ends above zero.
eval figure(13.5, 5.6)
set xlabel "part of the way"
set ylabel "work so far (eV)"
set xrange [0:1.2]
set xtics (0, 0.25, 0.5, 0.75, 1)
unset key
set arrow 1 from 0, 0 to 1, 0 nohead ls 8
set label 1 "gradient" at 1.02, 0 offset 0, -0.5 textcolor rgb c_blue
plot data.'/loop.dat' using 1:2 with lines ls 1, \
     data.'/loop.dat' using 1:3 with lines ls 2, \
     data.'/loop.dat' using (column(0) == 127 ? 1.02 : NaN):3:("direct") \
       with labels left offset 0, 0.5 textcolor rgb c_orange notitle
