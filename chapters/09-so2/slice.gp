# The slices m2 = 0 of an even and of an odd path.
# Alt: Two maps of five by five entries. In the even one all entries lie on the diagonal from the
#   upper left, in the odd one on the other diagonal, with the middle entry empty.
eval figure(13.5, 6.2)
set multiplot layout 1,2 margins 0.08,0.88,0.22,0.84 spacing 0.14,0
eval diverging
set cbrange [-1:1]
set xrange [-2.5:2.5]
set yrange [2.5:-2.5]
set xtics -2,1,2
set ytics -2,1,2
set xlabel "m_3"
set ylabel "m_1"
set size ratio 1
unset key
unset grid
do for [path in "222 212"] {
  set title (path eq "222" ? "(2,2,2): even" : "(2,1,2): odd")
  if (path eq "222") { unset colorbox } else { set colorbox }
  plot data.'/slice.dat' using ($1 == path + 0 ? $3 : 1/0):2:(0.48):(0.48):4 with boxxyerror fs solid noborder fc palette, \
       '' using ($1 == path + 0 && abs($4) > 1e-9 ? $3 : 1/0):2:($4 > 0 ? "+" : "–") with labels tc rgb c_ink
}
unset multiplot
