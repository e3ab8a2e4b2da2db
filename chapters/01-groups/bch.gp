# Left: four turns that do not close.  Right: what sums of exponents leave out.
# Alt: Left, a path of four short arcs on a sphere, numbered 1 to 4, whose end misses its start by a
#   small gap. Right, three straight lines on logarithmic axes, error against the size of the turns;
#   the line with more terms of the series is lower and steeper.
eval figure(13.5, 5.6)
set multiplot
set size 0.42, 1; set origin 0, 0
set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
set border 0; unset tics; unset grid; unset key
set size ratio -1
set xrange [-1.05:1.05]
set yrange [-1.05:1.05]
set object 1 circle at 0, 0 size 1 fc rgb "#F3F5F8" fs solid 1 border lc rgb c_grey lw 0.8 back
plot for [i=0:3] data.'/loop.dat' index i using 1:2 with lines lc rgb c_blue lw 2 dt 1, \
     for [i=0:3] data.'/loop.dat' index i every 4::8::12 using 1:2 with lines lc rgb c_blue dt 1, \
     data.'/loop.dat' index 4 using 1:2 with lines lc rgb c_orange lw 2 dt (2,2), \
     '' index 4 using 1:2 with points pt 7 ps 0.5 lc rgb c_orange, \
     for [i=0:3] data.'/loop.dat' index i every ::10::10 using ($1 + (i == 1 ? \
       -0.13 : i == 3 ? 0.15 : 0)):($2 + (i == 0 ? 0.13 : i == 2 ? -0.13 : \
       0)):(word("1 2 3 4", i + 1)) with labels font font_text.",9", \
     '' index 4 every ::0::0 using 1:($2 - 0.13):("start") with labels font font_text.",8"
unset object 1
set border 3; set grid
set xtics nomirror out scale 0.5 textcolor rgb c_ink
set ytics nomirror out scale 0.5 textcolor rgb c_ink
set size 0.56, 1; set origin 0.44, 0
set lmargin 8; set rmargin 2; set tmargin 1; set bmargin 3.2
set size noratio
set logscale xy
set format x tens; set format y tens
set xrange [1e-3:1]
set yrange [1e-16:1e5]
set xtics 1e-3, 10; set ytics 1e-16, 1e4, 1
set xlabel "t = |a| = |b|"
set ylabel "error of log(exp a exp b)"
set key at graph 0.02, 0.99 top left
plot data.'/bch.dat' using 1:2 every 3 with linespoints ls 2 title "a + b", \
     '' using 1:3 every 3 with linespoints ls 3 title "... + ½ a × b", \
     '' using 1:4 every 3 with linespoints ls 1 title "... + third order"
unset multiplot
