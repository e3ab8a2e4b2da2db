# What Rodrigues' formula says, drawn.
# Alt: A vertical axis n, an ellipse around it that stands for a circle seen at an angle, a vector v
#   from the foot of the axis to the circle, and the turned vector R v, which ends further along the
#   circle. In the plane of the circle lie the part of v across the axis and the product of n and v,
#   at a right angle.
eval figure(8, 4.1)
eval bare
set size ratio -1
set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
set xrange [-1.35:1.45]
set yrange [-0.03:1.4]
plot data.'/rodrigues.dat' index 2 using 1:2 with filledcurves closed \
       fc rgb "#EEF1F5" fs solid 1 border lc rgb c_grey lw 0.8, \
     '' index 3 using 1:2 with lines lc rgb c_green lw 1.4 dt 1, \
     '' index 0 every ::0::0 using 1:2:3:4 with vectors head filled \
       size screen 0.02,18 lc rgb c_grey lw 1.2 dt 1, \
     '' index 0 every ::1::1 using 1:2:3:4 with vectors head filled \
       size screen 0.025,18 lc rgb c_blue lw 1.9 dt 1, \
     '' index 0 every ::2::2 using 1:2:3:4 with vectors head filled \
       size screen 0.025,18 lc rgb c_orange lw 1.9 dt 1, \
     '' index 1 using 1:2:3:4 with vectors head filled \
       size screen 0.02,18 lc rgb c_ink lw 1.1 dt (4,2), \
     '' index 0 using ($1 + 1.09 * $3 + (int($0) == 2 ? 0.12 : 0)):($2 + 1.07 * $4 + (int($0) == 2 ? -0.07 : 0.03)):(word("n v Rv", \
       int($0) + 1)) with labels font font_text.",10", \
     '' index 1 every ::0::1 using ($1 + (int($0) ? 1.2 : 0.6) * $3 - (int($0) ? 0 : 0.1)):($2 + \
       (int($0) ? 1.2 : 0.6) * $4 + (int($0) ? 0 : 0.07)):(int($0) ? "n × v" : "v_⊥") \
       with labels font font_text.",9", \
     '' index 3 every ::20::20 using ($1 + 0.02):($2 - 0.09):("t") \
       with labels font font_text.":Italic,10"
