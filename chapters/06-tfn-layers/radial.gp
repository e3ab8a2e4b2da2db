# Radial bases: Gaussian and Bessel, without and with the cutoff polynomial.
# Alt: Four graphs of five curves each, up to a cutoff of 3.5: Gaussian hills at equal distances,
#   cut off by the right edge; the same, fading before the edge; waves with one to five half
#   periods; and the same fading.
eval figure(13.5, 8)
set multiplot layout 2,2 margins 0.07,0.99,0.13,0.94 spacing 0.08,0.18
unset key
set xrange [0:3.75]
array T[4] = ["Gaussian", "Gaussian, ending smoothly", "Bessel", "Bessel, ending smoothly"]
do for [k=0:3] {
  set title T[k + 1] offset 0, -0.7
  set yrange [(k < 2 ? -0.1 : -1.1):(k < 2 ? 1.1 : 3.5)]
  set ytics -1, (k < 2 ? 0.5 : 1)
  set xlabel (k > 1 ? "r" : "") offset 0, 0.6
  set arrow 1 from 3.5, graph 0 to 3.5, graph 1 nohead ls 8
  plot for [c=2:6] data.'/radial.dat' index k using 1:c with lines ls (c - 1)
}
unset multiplot
