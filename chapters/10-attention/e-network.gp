# Energy and forces of a whole network, turned, in both precisions.
# Alt: Two graphs of error against the number of factors, energy and forces, on a logarithmic scale.
#   The thick lines fall steadily over ten digits; the thin dashed ones stop at a level of single
#   precision.
eval figure(13.5, 5.9)
set multiplot layout 1,2 margins 0.08,0.98,0.205,0.955 spacing 0.09,0
set logscale y
set format y tens
set xrange [2:24]
set yrange [1e-15:1]
set xlabel "factors" offset 0,0.3
unset key
do for [side = 0:1] {
  if (side == 1) {
    set key at graph 0.98, 0.97 top right samplen 2.5
  }
  set label 1 (side == 0 ? "energy" : "forces") at graph 0.06, 0.08
  plot for [i = 0:2] data.'/e-network.dat' index i using 1:(column(2 + side)) with linespoints ls i + 1 title sprintf("L = %d", 2 + 2 * i), \
       for [i = 0:2] '' index i using 1:(column(4 + side)) with lines ls i + 1 lw 0.7 dt 2 notitle
}
unset multiplot
