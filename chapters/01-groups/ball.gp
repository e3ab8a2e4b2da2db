# SO(3) as a ball of radius pi whose opposite boundary points are one.
# Alt: Two discs, each a cut through a ball with the identity at its centre. In the left disc three
#   paths, one straight and two curved, run through the centre and join two opposite points of the
#   rim. In the right disc a family of loops begins as two nearly vertical lines and shrinks towards
#   the centre.
eval figure(13.5, 6.9)
eval bare
set size ratio -1
set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
set xrange [-3.6:12.0]
set yrange [-4.1:3.7]
set for [i=0:1] object i+1 circle at 8.2 * i, 0 size pi fc rgb "#F3F5F8" \
  fs solid 1 border lc rgb c_ink lw 1.1 back
set for [i=0:1] object i+3 circle at 8.2 * i, 0 size 0.07 fc rgb c_ink fs solid 1 noborder front
set label "one full turn, three ways" at 0, -3.75 center font font_text.",9"
set label "two full turns, shrinking" at 8.2, -3.75 center font font_text.",9"
set label "1" at -0.3, -0.25 center font font_text.",9"
set label "1" at 8.2 - 0.3, -0.25 center font font_text.",9"
array shade[6] = ["#08306B", "#08519C", "#2171B5", "#4292C6", "#6BAED6", "#9ECAE1"]
array dash[6] = [1, 1, 1, 3, 3, 3]
plot for [i=0:2] data.'/ball.dat' index i using 1:2 with lines ls (i + 1) lw 2, \
     for [i=0:5] data.'/ball.dat' index (i + 3) using (8.2 + $1):2 with lines \
       lc rgb shade[i + 1] lw 1.9 dt 1
