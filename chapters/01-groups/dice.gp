# The 24 rotations of a die.
# Alt: Three rows of eight dice in different positions, with the angles 0, 90, 120 and 180 degrees
#   written under them: one die at 0, six at 90, eight at 120 and nine at 180 degrees.
eval figure(13.5, 5.7)
eval bare
set size ratio -1
set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
set xrange [-2.1:31.5]
set yrange [-11.6:2.0]
face = "#C7D3E0 #E3E9F0 #F7F9FB"
plot for [i=0:2] data.'/dice.dat' index i using 1:2 with filledcurves closed \
       fc rgb word(face, i + 1) fs solid 1 border lc rgb c_ink lw 0.7 dt 1, \
     data.'/dice.dat' index 3 using 1:2 with filledcurves closed \
       fc rgb c_ink fs solid 1 noborder, \
     data.'/dice_labels.dat' using 1:2:(sprintf("%d°", $3)) with labels \
       font font_text.",6.5" textcolor rgb c_ink
