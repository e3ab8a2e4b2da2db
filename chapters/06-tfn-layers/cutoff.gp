# The cutoff polynomial and its first two derivatives.
# Alt: Left, two curves that fall from 1 to 0 at the cutoff; the polynomial stays near 1 longer than
#   the cosine. Right, their derivatives; that of the cosine jumps to zero at the cutoff, those of
#   the polynomial reach it smoothly.
eval figure(13.5, 5.8)
set multiplot layout 1,2 margins 0.07,0.97,0.24,0.96 spacing 0.1,0
set xrange [0:1.2]
set xlabel "x = r / cutoff"
set yrange [-0.1:1.1]
set key at graph 1, 1 top right samplen 1.6
plot data.'/cutoff.dat' using 1:2 with lines ls 1 title "u(x), p = 6", \
     '' using 1:5 with lines ls 2 title "(1 + cos πx)/2"
set yrange [-3:2.8]
set key at graph 0.04, 0.97 top left samplen 2.5
plot data.'/cutoff.dat' using 1:3 with lines ls 1 title "u'(x)", \
     '' using 1:($4/10) with lines ls 3 title "u''(x) / 10", \
     '' using 1:($1 < 1 ? -0.5 * pi**2 * cos(pi * $1) / 10 : 0) with lines ls 2 title "cosine: u''(x) / 10"
unset multiplot
