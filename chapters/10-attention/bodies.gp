# Five bodies, seen along z: up to the question thin, from there to the answer
# thick.
# Alt: Paths of five bodies seen from above, solid for one sign of the charge and dashed for the
#   other, each with a dot at its start and a thick part at its end. Two of them wind around each
#   other.
eval figure(13.5, 8.5)
set size ratio -1
set xlabel "x"
set ylabel "y"
set key outside right top samplen 2
d = data.'/bodies.dat'
plot for [k=0:4] d index k using ($3 > 0 ? $1 : NaN):2 with lines lc rgb c_blue lw 1 dt 1 notitle, \
     for [k=0:4] d index k using ($3 < 0 ? $1 : NaN):2 with lines lc rgb c_orange lw 1 dt (4,3) notitle, \
     for [k=0:4] d index k using ($3 > 0 && $4 > 0 ? $1 : NaN):2 with lines lc rgb c_blue lw 3 notitle, \
     for [k=0:4] d index k using ($3 < 0 && $4 > 0 ? $1 : NaN):2 with lines lc rgb c_orange lw 3 notitle, \
     for [k=0:4] d index k every ::0::0 using 1:2 with points pt 7 ps 0.6 lc rgb c_grey notitle, \
     NaN with lines lc rgb c_blue lw 1 title "charge +1", \
     NaN with lines lc rgb c_orange lw 1 dt (4,3) title "charge -1", \
     NaN with lines lc rgb c_ink lw 3 title "to be predicted", \
     NaN with points pt 7 ps 0.6 lc rgb c_grey title "start"
