#!/bin/sh
# run_exercise.sh CHAPTER/K_name PROGRAM RESULT [PATTERN]: runs one exercise's
# tests, prints its state on one line (and the failures), writes `p f s`.
# EXERCISE_ALONE set: it is the only one, so more is said; EXERCISE_QUIET: none.
name=$1 program=$2 result=$3 pattern=$4
log=${result%.result}.log
padded=${name%%-*}.$(basename "$name" | cut -d_ -f1)
number=${padded#0}
source=$(cat "$program.source" 2> /dev/null) # none: a solution
mkdir -p "${result%/*}"
rm -f "$result"
say() { echo "      $*" >> "$log"; }
seen() { grep -q "$@" "$log"; }

# A printf in an endless loop writes gigabytes: begin and end are enough.
shorten() {
  fold -b -w 400 | awk '
    NR <= 100 { print; next }
    { last[NR % 100] = $0 }
    END {
      if (NR > 200) print "      ... " NR - 200 " lines left out ..."
      for (i = NR > 200 ? NR - 99 : 101; i <= NR; i++) print last[i % 100]
    }'
}

compiled=1
if [ -x "$program" ]; then
  "$program" $pattern --exercise "$number" --result "$result" 2>&1 | shorten > "$log"
elif [ -f "$program.source" ] && [ -z "$source" ]; then
  echo "  failed  $number is missing: there is no exercises/$name.c" > "$log"
  say "git checkout exercises/$name.c brings the stub back"
  echo 0 1 0 > "$result"
else
  compiled=
  linker='undefined reference|multiple definition|first defined here|in function|: ld returned'
  {
    echo "  failed  $number does not compile:"
    grep -vE "(ld|\.o|\.c:[0-9]*|collect2): .*($linker)" "$program.messages" | head -12 | sed 's/^/      /'
  } > "$log"
  for f in $(sed -n "s/.*undefined reference to [\`']\([A-Za-z0-9_]*\)'.*/\1/p" "$program.messages" | sort -u); do
    say "there is no function $f: keep the name and the arguments that the stub gave it"
  done
  grep -q "multiple definition of [\`']main'" "$program.messages" && say "the test has a main already: yours must go"
  echo 0 1 0 > "$result"
fi
if [ ! -s "$result" ]; then
  echo 0 1 0 > "$result"
  if [ -n "$pattern" ] && seen 'no test has'; then
    cat "$log"
    exit 0
  fi
  echo "  failed  $number stopped before its tests ended" >> "$log"
fi

state=$(cat "$result") alone=${EXERCISE_ALONE:-}
todo=$([ -z "$source" ] || grep -n '^[^/]*TODO(' "$source" | head -1 | cut -d: -f1)
crashed=
if seen '^ *Received signal'; then
  crashed=1
  say "a crash: an index, a pointer, a division by zero? make exercise-$padded SANITIZE=1 says in which line"
fi
if seen '^ *Test timeout expired'; then
  crashed=1
  say "time is up after ten seconds a test: a loop that does not end?"
fi
seen -e 'was exit called' -e 'Early exit' && crashed=1
# A set of failures that a known wrong turn leaves: ask its question.
failures=$(sed -n 's/^  failed  \([A-Za-z_]*[A-Za-z0-9_]*\)$/\1/p' "$log" | sort | paste -sd, -)
patterns=exercises/${name%%/*}/patterns.tsv
if [ -n "$failures" ] && [ -z "$pattern$crashed" ] && [ -f "$patterns" ]; then
  awk -F '\t' -v file="${name##*/}.c" -v failures="$failures" '
    $1 == file && $2 == failures && n++ < 2 { print "      ask yourself, is this what you think? \"" $3 "\"" }' "$patterns" >> "$log"
fi
if [ -n "$source" ] && [ "$state" = "0 1 0" ]; then
  [ -z "$todo" ] || [ -z "$compiled" ] || say "line $todo of $source still says TODO(...): a test that gets there does not pass"
  [ -n "$alone" ] || more="; make exercise-$padded tests this one alone"
  say "next: make hint-$padded gives a hint${more:-}"
elif [ -n "$source" ] && [ "$state" = "0 0 1" ] && [ -n "$alone" ]; then
  say "write it in $source, in the place of line $todo, TODO(...); make hint-$padded gives a hint"
elif [ -n "$source" ] && [ "$state" = "1 0 0" ] && [ -n "$alone" ] && [ -d solutions ]; then
  say "make reveal-$padded shows our solution, with commentary"
fi
# After `make start` the other file does not count, however right it is.
if [ "$source" = "work/$name.c" ] && [ "$state" != "1 0 0" ] && [ -f "exercises/$name.c" ] &&
  ! grep -q 'TODO(' "exercises/$name.c"; then
  say "you wrote in exercises/$name.c, but since make start $source counts"
fi
[ -n "${EXERCISE_QUIET:-}" ] || cat "$log"
exit 0
