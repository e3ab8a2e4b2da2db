# The ten paths of (8x0e + 8x1o) with the harmonics 0e + 1o + 2e.
# Alt: Lines from two blocks of features through three harmonics to ten blocks of output. Two of the
#   ten paths are drawn dashed as odd ones.
eval figure(13.5, 9)
eval bare
set style textbox opaque noborder margins 0.3,0.3
f = data.'/paths.dat'
set xrange [-0.55:3.0]
set yrange [-1.35:10.0]
y1(b) = b == 0 ? 6.5 : 2.5
y2(b) = 7.5 - 3 * b
y3(p) = 9 - p
set label "feature" at 0, 9.8 center tc rgb c_grey
set label "harmonics" at 1, 9.8 center tc rgb c_grey
set label "one block for each path" at 2.35, 9.8 center tc rgb c_grey
set label "8x0e" at -0.08, y1(0) right font ',9'
set label "8x1o" at -0.08, y1(1) right font ',9'
set label "1x0e" at 1, y2(0)+0.45 center boxed font ',9'
set label "1x1o" at 1, y2(1)+0.5 center boxed front font ',9'
set label "1x2e" at 1, y2(2)+0.5 center boxed front font ',9'
set label "even path" at 0.25, -1.0 left tc rgb c_blue
set label "odd path: a cross product in disguise" at 1.05, -1.0 left tc rgb c_orange
set arrow from 0.05,-1.0 to 0.2,-1.0 nohead lc rgb c_blue lw 1.4
set arrow from 0.85,-1.0 to 1.0,-1.0 nohead lc rgb c_orange lw 1.8 dt (8,3)
even(x, odd) = odd == 0 ? x : 1/0
odd(x, odd) = odd == 1 ? x : 1/0
plot f using (even(0,$4)):(y1($1)):(1):(y2($2)-y1($1)) with vectors nohead lc rgb c_blue lw 1.3 dt 1 notitle, \
     f using (even(1,$4)):(y2($2)):(1):(y3($3)-y2($2)) with vectors nohead lc rgb c_blue lw 1.3 dt 1 notitle, \
     f using (odd(0,$4)):(y1($1)):(1):(y2($2)-y1($1)) with vectors nohead lc rgb c_orange lw 1.8 dt (8,3) notitle, \
     f using (odd(1,$4)):(y2($2)):(1):(y3($3)-y2($2)) with vectors nohead lc rgb c_orange lw 1.8 dt (8,3) notitle, \
     f using (2):(y3($3)) with points pt 7 ps 0.5 lc rgb c_ink notitle, \
     f using (2.08):(y3($3)):(sprintf("8x%s", strcol(5))) with labels left font ',9' notitle, \
     f using (0):(y1($1)) with points pt 7 ps 0.8 lc rgb c_ink notitle, \
     f using (1):(y2($2)) with points pt 7 ps 0.8 lc rgb c_ink notitle
