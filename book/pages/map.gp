# map.gp: which chapter stands on which.
# Alt: Thirteen boxes for the chapters. Chapter 0 stands alone. Arrows lead from 1 to 2, from there
#   by 3 and by 4 and 5 to 6, from 6 to 7, 8 and 10, from 8 to 9, from 9 to 10, and from 7 to 11 and
#   12.
eval figure(13.5, 6.2)
eval bare
set xrange [0:13.5]
set yrange [0.1:6.3]
set margins 0,0,0,0
w = 1.15; h = 0.56
box(n, x, y, t) = sprintf("set object %d rectangle center %g,%g size %g,%g fc rgb '%s' fs solid 1 border lc rgb '%s' lw 1; set label %d \"{/:Bold %d}\\n%s\" at %g,%g center tc rgb '%s' font '%s,7.2' front", n + 1, x, y, 2 * w, 2 * h, n ? '#F3F4F6' : '#FDEBDD', n ? c_blue : c_orange, n + 1, n, t, x, y + 0.16, c_ink, font_text)
eval box(0, 1.25, 5.55, "One sitting")
eval box(1, 1.25, 3.85, "Groups, rotations")
eval box(2, 1.25, 2.15, "Wigner D")
eval box(3, 4.0, 3.0, "Harmonics")
eval box(4, 4.0, 1.0, "Clebsch–Gordan")
eval box(5, 6.75, 1.0, "Tensor products")
eval box(6, 6.75, 3.0, "TFN layers")
eval box(7, 9.5, 4.6, "Tetris")
eval box(8, 9.5, 1.4, "Speed")
eval box(9, 12.25, 0.8, "SO(2)")
eval box(10, 12.25, 2.45, "Attention")
eval box(11, 12.25, 4.1, "Expressivity")
eval box(12, 12.25, 5.65, "Physics")
set arrow from 1.25,3.85-h to 1.25,2.15+h as 2
set arrow from 1.25+w,2.15+0.2 to 4.0-w,3.0-0.2 as 2
set arrow from 1.25+w,2.15-0.2 to 4.0-w,1.0+0.2 as 2
set arrow from 4.0+w,1.0 to 6.75-w,1.0 as 2
set arrow from 4.0+w,3.0 to 6.75-w,3.0 as 2
set arrow from 6.75,1.0+h to 6.75,3.0-h as 2
set arrow from 6.75+w,3.0+0.25 to 9.5-w,4.6-0.2 as 2
set arrow from 6.75+w,3.0-0.25 to 9.5-w,1.4+0.2 as 2
set arrow from 9.5+w,1.4-0.15 to 12.25-w,0.8 as 2
set arrow from 12.25,0.8+h to 12.25,2.45-h as 2
set arrow from 6.75+w,3.0 to 12.25-w,2.45+0.1 as 2
set arrow from 9.5+w,4.6-0.1 to 12.25-w,4.1 as 2
set arrow from 9.5+w,4.6+0.1 to 12.25-w,5.65-0.2 as 2
plot NaN notitle
