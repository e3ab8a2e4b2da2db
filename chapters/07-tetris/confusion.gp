# Two confusion matrices: with and without odd paths.
# Alt: Two tables of eight shapes shown against eight answers. Left, all entries lie on the
#   diagonal. Right, the same, apart from the pieces left and right, which both get one and the same
#   answer.
eval figure(13.5, 6.6)
set multiplot layout 1, 2
unset key; unset colorbox; unset grid
set border 15 lc rgb c_grey lw 0.7
set size ratio 1
set palette defined (0 '#FFFFFF', 0.001 '#D6E4F0', 1 '#0072B2')
set cbrange [0:1000]
set xrange [-0.5:7.5]
set yrange [7.5:-0.5]
names = "left right square line corner L T zigzag"
set xtics out rotate by 55 right font font_text.",7.5" scale 0.3
set ytics out font font_text.",7.5" scale 0.3
set for [i=0:7] xtics add (word(names, i + 1) i)
set for [i=0:7] ytics add (word(names, i + 1) i)
set title "talk" font font_text.",9"
set ylabel "truth" offset 0.5
set xlabel "answer" offset 0, 0.3
plot data.'/confusion.dat' using 1:2:3 with image, \
     '' using 1:2:($3 > 0 ? sprintf("%d", $3) : "") with labels \
       font font_text.",6.5" textcolor rgb "white"
set title "polar: no odd path"
unset ylabel
plot data.'/confusion_blind.dat' using 1:2:3 with image, \
     '' using 1:2:($3 > 0 ? sprintf("%d", $3) : "") with labels \
       font font_text.",6.5" textcolor rgb "white"
unset multiplot
