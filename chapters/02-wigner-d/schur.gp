# Two random matrices and what is left of them after the average of Schur.
# Alt: Two pairs of matrices. A full matrix of five by seven entries becomes an empty one when
#   averaged; a full matrix of five by five entries becomes one with equal entries on the diagonal
#   and zeros elsewhere.
eval figure(13.5, 4)
eval diverging
set cbrange [-1:1]
unset colorbox; unset grid; unset key; unset tics
set border 15 lw 0.5
set size ratio -1
array name[4] = ["2 from 3", "average", "2 from 2", "average"]
array width[4] = [7, 7, 5, 5]
set multiplot layout 1,4 margins 0.01,0.99,0.05,0.85 spacing 0.04,0
do for [k=1:4] {
  set title name[k] offset 0,-0.3
  set xrange [-0.5:width[k]-0.5]; set yrange [4.5:-0.5]
  plot data.'/schur.dat' index k-1 matrix with image
}
unset multiplot
