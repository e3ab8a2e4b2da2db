# The roofline and the kernels under it.
# Alt: Speed against operations for each byte on logarithmic axes. A slope that memory sets bends
#   into a level that arithmetic sets; a dashed second roof for the narrower processor ends lower.
#   Marks of many kernels lie near or below the roofs.
eval figure(13.5, 9)
set logscale xy
set xrange [0.1:200]
set yrange [1:400]
set xlabel "operations for each byte moved" offset 0, 0.3
set ylabel "GFLOP/s"
set key outside bottom center horizontal maxcols 3 width -2
set label 1 "memory decides" at 0.14, 6 rotate by 38 textcolor rgb c_grey
set label 2 "arithmetic decides" at 12, 300 textcolor rgb c_grey
kind(name) = stringcolumn(3) eq name ? column(2) : NaN
plot data.'/roof.dat' using 1:2 with lines ls 9 lw 2 title "roof", \
     data.'/roof-avx2.dat' using 1:2 with lines ls 9 dt 2 title "roof of 32 bytes", \
     data.'/kernels-avx2.dat' using 1:2 with points pt 7 ps 0.25 lc rgb c_grey title "all kernels there", \
     data.'/kernels.dat' using 1:(kind("harmonics-rows")) with points ls 1 title "harmonics, rows", \
     '' using 1:(kind("harmonics-blocks")) with points ls 2 title "harmonics, blocks", \
     '' using 1:(kind("harmonics-expand")) with points ls 3 title "harmonics, used at once", \
     '' using 1:(kind("convolution-both")) with points ls 4 ps 0.7 title "convolution and gradients", \
     '' using 1:(kind("convolution")) with points ls 5 title "convolution, forward", \
     '' using 1:(kind("net")) with points ls 6 title "with the network inside"
