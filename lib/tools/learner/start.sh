#!/bin/sh
# start.sh: copies the exercises to work/, which no update touches and every target
# prefers.  Files already there are never touched.
copied=0 kept=0
for file in exercises/*/[0-9]*_*.c; do
  mine=work/${file#exercises/}
  if [ -e "$mine" ]; then
    kept=$((kept + 1))
  else
    mkdir -p "${mine%/*}" && cp "$file" "$mine" && copied=$((copied + 1))
  fi
done
echo "start: $copied files copied to work/, $kept of yours left as they are"
