# map.gp: which chapter stands on which.
eval figure(13.5, 5.1)
eval bare
set xrange [0:13.5]
set yrange [1:6.1]
set margins 0,0,0,0
w = 1.45; h = 0.62
box(n, x, y, t) = sprintf("set object %d rectangle center %g,%g size %g,%g fc rgb '#F3F4F6' fs solid 1 border lc rgb '%s' lw 1; set label %d \"{/:Bold %d}\\n%s\" at %g,%g center tc rgb '%s' front", n, x, y, 2 * w, 2 * h, c_blue, n, n, t, x, y + 0.17, c_ink)
eval box(1, 1.7, 5.3, "Groups, rotations")
eval box(2, 1.7, 3.1, "Wigner D")
eval box(3, 5.2, 4.4, "Harmonics")
eval box(4, 5.2, 1.8, "Clebsch–Gordan")
eval box(5, 8.6, 1.8, "Tensor products")
eval box(6, 8.6, 4.4, "TFN layers")
eval box(7, 12.0, 5.0, "Tetris")
eval box(8, 12.0, 3.0, "Speed")
set arrow from 1.7,5.3-h to 1.7,3.1+h as 2
set arrow from 1.7+w,3.1+0.3 to 5.2-w,4.4-0.2 as 2
set arrow from 1.7+w,3.1-0.3 to 5.2-w,1.8+0.2 as 2
set arrow from 5.2+w,1.8 to 8.6-w,1.8 as 2
set arrow from 5.2+w,4.4 to 8.6-w,4.4 as 2
set arrow from 8.6,1.8+h to 8.6,4.4-h as 2
set arrow from 8.6+w,4.4+0.2 to 12.0-w,5.0-0.1 as 2
set arrow from 8.6+w,4.4-0.2 to 12.0-w,3.0+0.2 as 2
plot NaN notitle
