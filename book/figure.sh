#!/bin/sh
# figure.sh FIGURE.pdf FIGURE.svg PLOT.gp: a figure for the screen.
#
# On a dark page the style sheet turns the lightness of a figure over and leaves
# its hues.  That suits lines, boxes and signed maps.  Pictures of lit bodies and
# maps from dark to light mean their lightness: they keep it, in a second file
# FIGURE-dark.svg, where only the lettering is light and white paper is clear.
set -eu
pdf=$1 svg=$2 plot=$3
pdftocairo -svg "$pdf" "$svg.new"
# The cells of a map have sharp edges; pictures are wider than 200 pixels.
sed -E 's/(<image [^>]*width="1?[0-9]?[0-9]")/\1 style="image-rendering:pixelated"/' \
  "$svg.new" > "$svg"
rm -f "$svg.new"
perl "$(dirname "$0")/lighter.pl" "$svg"
if grep -Eq 'rgbimage|eval sequential' "$plot"; then
  # All that is not white, to a few levels in 255, less its rim, which is mixed
  # with white.
  clear='<filter id="clear" color-interpolation-filters="sRGB">'
  clear="$clear"'<feColorMatrix values="0 0 0 0 0  0 0 0 0 0  0 0 0 0 0  -100 -100 -100 0 297.4"\/>'
  clear="$clear"'<feMorphology operator="dilate" radius="1"\/>'
  clear="$clear"'<feMorphology operator="erode" radius="3"\/>'
  clear="$clear"'<feGaussianBlur stdDeviation=".7" result="body"\/>'
  clear="$clear"'<feComposite in="SourceGraphic" operator="in" in2="body"\/><\/filter>'
  grep -q rgbimage "$plot" && mark='filter="url(#clear)"' || mark=
  sed -E -e "1,/<defs>/s/<defs>/<defs>$clear/" \
    -e '/<g /s/fill(="|:)rgb\((0|13\.3[0-9]*)%, *\2%, *\2%\)/fill\1rgb(86%,87%,88%)/' \
    -e "s/<use (xlink:)?href=\"#(image|source)/<use $mark \\1href=\"#\\2/" \
    "$svg" > "${svg%.svg}-dark.svg"
fi
