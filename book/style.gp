# style.gp: one look for every plot of the book.
#
# The build runs   gnuplot -e "data='DIR'; out='FILE.pdf'" book/style.gp NAME.gp
# so a plot starts with its output open at the full text width.  It may say
#
#   eval figure(13.5, 8)    width and height in cm; 13.5 is the text width
#   eval diverging          palette for signed values (blue, white, orange)
#   eval sequential         palette for magnitudes (dark to light, even in grey)
#   eval bare               no axes, no border: for drawings
#   plot data.'/name.dat' using 1:2 with linespoints ls 1 title "double"
#
# Line styles 1 to 7 differ in colour, dash and point, so that grey print and
# every kind of colour vision can tell them apart; 8 is thin grey, for grids and
# helper lines; 9 is black.  Sizes are points as printed.

set encoding utf8

font_text = "TeX Gyre Heros"
figure(w, h) = sprintf("set terminal pdfcairo size %gcm,%gcm font '%s,8' fontscale 0.75 linewidth 1 rounded dashlength 2; set output '%s'", w, h, font_text, out)
eval figure(13.5, 8)

c_blue   = "#0072B2"
c_orange = "#D55E00"
c_green  = "#009E73"
c_yellow = "#E69F00"
c_sky    = "#56B4E9"
c_purple = "#CC79A7"
c_brown  = "#7A4B1E"
c_grey   = "#8A8F98"
c_ink    = "#222222"

set linetype 1 lc rgb c_blue   lw 1.6 dt 1         pt 7  ps 0.45
set linetype 2 lc rgb c_orange lw 1.6 dt (8,3)     pt 5  ps 0.45
set linetype 3 lc rgb c_green  lw 1.6 dt (3,2)     pt 9  ps 0.55
set linetype 4 lc rgb c_yellow lw 1.6 dt (10,3,2,3) pt 13 ps 0.55
set linetype 5 lc rgb c_purple lw 1.6 dt (1,2)     pt 11 ps 0.55
set linetype 6 lc rgb c_sky    lw 1.6 dt (12,4)    pt 6  ps 0.5
set linetype 7 lc rgb c_brown  lw 1.6 dt (6,2,1,2,1,2) pt 4 ps 0.5
set linetype 8 lc rgb c_grey   lw 0.6 dt 1
set linetype 9 lc rgb c_ink    lw 1.0 dt 1         pt 7  ps 0.4

set border 3 lc rgb c_grey lw 0.7
set tics nomirror out scale 0.5 textcolor rgb c_ink
set grid back lc rgb "#D9DCE1" lw 0.5 dt 1
set key top left Left reverse noenhanced samplen 2.5 spacing 1.1 textcolor rgb c_ink
set key enhanced
set label textcolor rgb c_ink
set style arrow 1 head filled size screen 0.015,18 lc rgb c_ink lw 1.0
set style arrow 2 head filled size screen 0.015,18 lc rgb c_blue lw 1.4
set style arrow 3 head filled size screen 0.015,18 lc rgb c_orange lw 1.4
set style fill solid 0.85 border lc rgb c_ink
set samples 400
set isosamples 60

# Powers of ten on logarithmic axes: `set format y tens` after `set logscale y`.
tens = "10^{%T}"

# Signed values: as dark at one end as at the other, white at zero; the two
# ends differ in hue for colour; for grey print a plot adds signs of its own, see
# minus() below.
diverging = "set palette defined (-1 '#053061', -0.75 '#2166AC', -0.5 '#4393C3', -0.25 '#A9CFE5', 0 '#FAFAFA', 0.25 '#F9C39C', 0.5 '#E8853F', 0.75 '#C4520A', 1 '#7F2704')"

# Magnitudes: lightness grows evenly (viridis).
sequential = "set palette defined (0 '#440154', 0.14 '#46327E', 0.28 '#365C8D', 0.42 '#277F8E', 0.57 '#1FA187', 0.71 '#4AC16D', 0.85 '#A0DA39', 1 '#FDE725')"

# A signed map in grey: a dash on the fields that are negative, white on dark ones.
minus(v) = v < -0.005 ? "–" : ""
ink_on(v, most) = abs(v) > 0.55 * most ? 0xFFFFFF : 0x222222

bare = "unset border; unset tics; unset grid; unset key; unset colorbox"
