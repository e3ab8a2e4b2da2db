# A vector on a circle, after a gate and after silu of each component.
# Alt: Two pictures with a grey outer circle. On the left its image is a smaller circle. On the
#   right the image is a dented shape, pushed in where a component is negative, and short arrows
#   show how far it is from the circle.
eval figure(13.5, 6.2)
set multiplot layout 1,2 margins 0.02,0.98,0.05,0.9 spacing 0.04,0
set size ratio -1
set xrange [-1.15:1.15]
set yrange [-1.15:1.15]
set border 0; unset tics; unset grid; unset key
set arrow 1 from -1.1, 0 to 1.1, 0 nohead ls 8
set arrow 2 from 0, -1.1 to 0, 1.1 nohead ls 8
set title "norm gate: a circle stays a circle" offset 0, -0.5
plot data.'/pointwise.dat' using 1:2 with lines ls 8 lw 1.5, \
     '' using 3:4 with lines ls 1, \
     '' using 3:4 every 6 with points pt 7 ps 0.4 lc rgb c_blue
set title "silu of each component: a direction is preferred" offset 0, -0.5
plot data.'/pointwise.dat' using 1:2 with lines ls 8 lw 1.5, \
     '' using 7:8 with lines ls 1, \
     '' using 5:6 with lines ls 2, \
     '' using 7:8:($5 - $7):($6 - $8) every 6 with vectors head filled size screen 0.008,20 lc rgb c_ink lw 0.7 dt 1
unset multiplot
