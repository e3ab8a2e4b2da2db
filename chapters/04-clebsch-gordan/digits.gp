# How long the terms of the sum are, and how short the sum.
# Alt: Three lines of bits against the degree up to 100. The largest term grows to about 290 bits,
#   the sum to about 230, and the bits lost between them to about 60, which is more than the 53 of a
#   double from degree 86 or so on.
eval figure(13.5, 6.2)
set xlabel "l of the triple (l, l, l)"
set ylabel "bits"
set xrange [0:100]
set key top left
set label "a double has 53 bits" at 78, 66 right font font_text.",8" tc rgb c_grey
plot data.'/digits.dat' using 1:2 with lines ls 1 title "largest term", \
     '' using 1:3 with lines ls 2 title "the sum itself", \
     '' using 1:($2 - $3) with lines ls 3 title "lost by cancelling", \
     53 with lines ls 8 lw 1.2 dt (4,3) notitle
