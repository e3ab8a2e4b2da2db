# Y_3,2 on the sphere and the slopes that harmonics_gradients returns.
# Alt: A sphere with light and dark regions and many short arrows on its surface, which point from
#   the dark regions to the light ones and are short on the peaks.
eval figure(7.5, 7.5)
eval bare
set lmargin at screen 0.01; set rmargin at screen 0.99
set bmargin at screen 0.01; set tmargin at screen 0.99
set xrange [0:620]; set yrange [0:620]
R = 0.46*620
plot data.'/gradient.rgb' binary array=(620,620) format='%uchar' flipy with rgbimage notitle, \
     data.'/gradient.dat' using (310+R*$1):(310+R*$2):(R*$3):(R*$4) with vectors head filled size screen 0.016,22 lc rgb c_ink lw 0.8 notitle
