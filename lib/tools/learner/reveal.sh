#!/bin/sh
# reveal.sh NN.K RESULT: shows our solution with its commentary, once the
# learner's own passes (RESULT says so), or at once with FORCE=1.
file=$(echo solutions/"${1%%.*}"-*/"${1#*.}"_*.c)
if [ ! -f "$file" ]; then
  echo "reveal: there is no solution of $1 here; make hint-$1 helps"
  exit 1
fi
if [ "$(cat "$2")" != "1 0 0" ] && [ -z "$FORCE" ]; then
  echo "reveal: your own does not pass yet. make hint-$1 helps;"
  echo "        make reveal-$1 FORCE=1 shows the solution all the same."
  exit 1
fi
cat "$file"
