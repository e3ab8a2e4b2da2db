# Logarithm of a weight against that of a neighbour at 1.5, four heads.
# Alt: Four graphs, one for each head, with a curve for like and one for unlike charges against the
#   distance. In heads 1 and 2 the two curves are far apart, in heads 3 and 4 they differ less.
eval figure(13.5, 8.5)
set multiplot layout 2, 2 margins 0.07,0.98,0.12,0.85 spacing 0.08,0.16
set xrange [0.3:3]
set arrow 1 from 0.3, 0 to 3, 0 nohead ls 8
do for [h=0:3] {
  set title sprintf("head %d", h + 1) offset 0,-0.5
  if (h > 1) { set xlabel "distance" }
  if (h == 0) { set key at screen 0.5,0.995 top center horizontal maxrows 1 samplen 2 } else { unset key }
  plot data.'/learned.dat' using 1:2*h+2 with lines ls 1 title "like charges", \
       '' using 1:2*h+3 with lines ls 2 title "unlike charges"
}
unset multiplot
