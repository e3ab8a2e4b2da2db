#!/bin/sh
# run_exercise.sh CHAPTER/K_name PROGRAM RESULT [PATTERN]: runs one exercise's
# tests, prints its state on one line (and the failures), writes `p f s`.
name=$1 program=$2 result=$3 pattern=$4
log=${result%.result}.log
number=${name%%-*}.$(basename "$name" | cut -d_ -f1)
number=${number#0}
mkdir -p "${result%/*}"
rm -f "$result"
if [ -x "$program" ]; then
  "$program" $pattern --exercise "$number" --result "$result" > "$log" 2>&1
else
  {
    echo "  failed  $number does not compile:"
    head -12 "$program.messages" 2> /dev/null | sed 's/^/      /'
  } > "$log"
  echo 0 1 0 > "$result"
fi
[ -s "$result" ] || { echo 0 1 0 > "$result"; echo "  failed  $number stopped before its tests ended" >> "$log"; }
# A set of failures that a known wrong turn leaves: ask its question.
failures=$(sed -n 's/^  failed  \([A-Za-z_]*[A-Za-z0-9_]*\)$/\1/p' "$log" | sort | paste -sd, -)
patterns=exercises/${name%%/*}/patterns.tsv
if [ -n "$failures" ] && [ -z "$pattern" ] && [ -f "$patterns" ]; then
  awk -F '\t' -v file="${name##*/}.c" -v failures="$failures" '
    $1 == file && $2 == failures && n++ < 2 { print "      ask yourself, is this what you think? \"" $3 "\"" }' "$patterns" >> "$log"
fi
if [ "$(cat "$result")" = "0 1 0" ]; then
  padded=${name%%-*}.${number#*.}
  echo "      next: make hint-$padded gives a hint; make exercise-$padded tests this one alone" >> "$log"
fi
if [ "$(cat "$result")" = "0 0 1" ] && [ -n "${EXERCISE_ALONE:-}" ]; then
  echo "      write it in $EXERCISE_ALONE; make hint-${name%%-*}.${number#*.} gives a hint" >> "$log"
fi
[ -n "${EXERCISE_QUIET:-}" ] || cat "$log"
