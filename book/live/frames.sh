#!/bin/sh
# frames.sh FILE.xyz: frames of a file of molecules of four atoms as a script, for a
# page that may not fetch a file: every eighth frame, and between each fifth of them
# and the next one more.
set -eu
printf 'live.ammonia = `'
awk '{ f = int((NR - 1) / 6) } f % 8 == 0 || f % 40 == 4' "$1"
printf '`;\n'
