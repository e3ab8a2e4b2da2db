# Mean squares of features and gradients through twenty layers.
# Alt: Two graphs of mean squares on a logarithmic scale against twenty layers, features left and
#   gradient right. The lines of plain layers rise over many powers of ten, left from the first
#   layer on and right towards the first; those of residual stages stay in a narrow band around 1.
eval figure(13.5, 7)
set multiplot layout 1,2 margins 0.08,0.98,0.34,0.97 spacing 0.09,0
set logscale y
set format y tens
set xrange [0:20]
set yrange [1e-2:1e12]
set ytics 1e-3, 1e3
set object 1 rectangle from graph 0, first 0.25 to graph 1, first 4 fc rgb "#D9DCE1" fs solid 1 noborder behind
set xlabel "layer" offset 0,0.3
unset key
do for [side = 2:3] {
  if (side == 3) {
    set key at screen 0.5, 0.02 bottom center vertical maxrows 2 samplen 2.5 width 1
  }
  set label 1 (side == 2 ? "features" : "gradient") at graph 0.05, 0.93
  plot data.'/signal.dat' index 0 using 1:side with lines ls 1 lw 0.8 title "plain, no gate", \
       '' index 1 using 1:side with linespoints ls 1 pointinterval 4 title "residual, no gate", \
       '' index 2 using 1:side with lines ls 2 lw 0.8 title "plain, norm gate", \
       '' index 3 using 1:side with linespoints ls 2 pointinterval 4 title "residual, norm gate", \
       '' index 4 using 1:side with lines ls 3 lw 0.8 title "plain, scalar gate", \
       '' index 5 using 1:side with linespoints ls 3 pointinterval 4 title "residual, scalar gate"
}
unset multiplot
