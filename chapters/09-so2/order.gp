# One feature in space and in the order of m.
# Alt: Two rows of nine boxes with the same labels of l and m. Above they are in the order of blocks
#   of l, below in the order of m, and two arrows mark how many boxes are needed for mmax 0 and 1.
eval figure(13.5, 4.2)
eval bare
set xrange [-1.2:9.2]
set yrange [-0.4:3.6]
set style fill solid 0.35 border lc rgb c_ink
box(i, y, c) = sprintf("set object rectangle from %g,%g to %g,%g fc rgb '%s' fs solid 0.35 border lc rgb '%s'", i, y, i + 0.92, y + 0.8, c, c_ink)
colour(m) = m == 0 ? c_blue : abs(m) == 1 ? c_orange : c_green
set label "space" at -1.1, 2.8 left
set label "frame" at -1.1, 0.6 left
k = 0
do for [l = 0:2] { do for [m = -l:l] {
  eval box(k, 2.4, colour(m))
  set label sprintf("%d, %d", l, m) at k + 0.46, 2.8 center
  k = k + 1
} }
L = "0 1 2 1 2 1 2 2 2"
M = "0 0 0 1 1 -1 -1 2 -2"
do for [k = 0:8] {
  eval box(k, 0.2, colour(word(M, k + 1) + 0))
  set label sprintf("%s, %s", word(L, k + 1), word(M, k + 1)) at k + 0.46, 0.6 center
}
set arrow from 0, -0.15 to 6.92, -0.15 heads filled size screen 0.012,18 lc rgb c_ink lw 0.8
set label "mmax = 1" at 8.4, -0.15 center
set arrow from 0, 1.35 to 2.92, 1.35 heads filled size screen 0.012,18 lc rgb c_ink lw 0.8
set label "mmax = 0" at 4.1, 1.35 center
plot NaN notitle
