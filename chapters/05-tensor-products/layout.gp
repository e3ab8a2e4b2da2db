# One feature vector 4x0e + 3x1o + 2x2e, number by number: three tables read
# row by row, and the array they make.
# Alt: Three small tables, of one row and four columns, three rows and three columns, and five rows
#   and two columns, with the numbers 0 to 22 in their fields; below them one long row of the same
#   numbers in order.
eval figure(13.5, 5.6)
eval bare
f = data.'/layout.dat'
set xrange [-0.4:23.4]
set yrange [-2.3:6.6]
width(b) = b == 0 ? 4 : b == 1 ? 3 : 2
left(b) = b == 0 ? 1.0 : b == 1 ? 9.0 : 17.5
l(b) = b == 0 ? 0 : b == 1 ? 1 : 2
top = 5.0
set label 1 "4x0e" at left(0)+2, top+0.75 center font ',9'
set label 2 "3x1o" at left(1)+1.5, top+0.75 center font ',9'
set label 3 "2x2e" at left(2)+1, top+0.75 center font ',9'
set label 4 "channel →" at left(1)+1.5, top-2.85 center tc rgb c_grey
set label 5 "m" at left(2)-1.5, top-1.7 center tc rgb c_grey
set label 10 "the array: block after block, row after row" at 11.5, -1.9 center tc rgb c_grey
set style fill solid 1 border lc rgb c_ink
shade(b, m) = b == 0 ? 0xBFD9EC : b == 1 ? (m == -1 ? 0xF7D9B8 : m == 0 ? 0xF0B889 : 0xE39457) \
  : (m == -2 ? 0xD8EFE6 : m == -1 ? 0xB0DECB : m == 0 ? 0x82CBAC : m == 1 ? 0x52B78C : 0x2F9F70)
plot f using (left($2)+$4+0.5):(top-($3+l($2))*0.72):(left($2)+$4):(left($2)+$4+1):(top-($3+l($2))*0.72-0.36):(top-($3+l($2))*0.72+0.36):(shade($2,$3)) \
       with boxxyerror lc rgb variable dt 1 notitle, \
     f using (left($2)+$4+0.5):(top-($3+l($2))*0.72):1 with labels font ',7' notitle, \
     f using ($4 == 0 ? left($2)-0.3 : 1/0):(top-($3+l($2))*0.72):($3 == 0 ? "0" : sprintf("%+d", $3)) with labels right font ',7' tc rgb c_grey notitle, \
     f using ($1+0.5):(-0.6):1:($1+1):(-1.0):(-0.2):(shade($2,$3)) with boxxyerror lc rgb variable dt 1 notitle, \
     f using ($1+0.5):(-0.6):1 with labels font ',7' notitle
