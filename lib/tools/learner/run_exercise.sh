#!/bin/sh
# run_exercise.sh CHAPTER/K_name PROGRAM RESULT [PATTERN]: runs one exercise's
# tests, prints its state on one line (and the failures), writes `p f s`; what a part of
# the tests says is no verdict: with PATTERN it goes to RESULT.part.
# EXERCISE_ALONE set: it is the only one, so more is said; EXERCISE_QUIET: none;
# UNTOUCHED: the file is the stub, and nothing is built; TESTED: a file that gets
# a line for each exercise tested.
name=$1 program=$2 result=$3 pattern=$4
new=$result.$$ log=$result.$$.log
trap 'rm -f "$new" "$log"; exit 1' INT TERM
padded=${name%%-*}.$(basename "$name" | cut -d_ -f1)
number=${padded#0}
source="" alone=${EXERCISE_ALONE:-}
[ ! -f "$program.source" ] || IFS= read -r source < "$program.source" # none: a solution
mkdir -p "${result%/*}"
# Another make may read the files: they get their names when they are complete.
keep() {
  mv -f "$log" "${result%.result}.log"
  mv -f "$new" "$result${pattern:+.part}"
  [ -z "${TESTED:-}" ] || echo "$name" >> "$TESTED"
}
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

# ---- the four things that may happen ----
not_begun() {
  tests=$(grep -c '^TEST(' "exercises/${name%/*}/test_${name#*/}.c")
  printf '  %-7s %-5s %s (0 of %d tests)\n' "to do" "$number" "${name#*_}" "$tests" > "$log"
  echo 0 0 1 > "$new"
}

is_missing() {
  echo "  failed  $number is missing: there is no exercises/$name.c" > "$log"
  say "make reset-$padded brings the stub back"
  echo 0 1 0 > "$new"
}

names_of() { # functions after the words $1 in the linker's messages
  sed -n "s/.*$1 [\`']\([A-Za-z0-9_]*\)'.*/\1/p" "$program.messages" | sort -u
}

does_not_compile() {
  linker='undefined reference|multiple definition|first defined here|in function|: ld returned'
  why="does not compile"
  ! grep -q '^the answer may not come from the library' "$program.messages" ||
    why="is the library's answer"
  echo "  failed  $number $why:" > "$log"
  grep -vE "(ld|\.o|\.c:[0-9]*|collect2): .*($linker)" "$program.messages" |
    head -12 | sed 's/^/      /' >> "$log"
  for f in $(names_of "undefined reference to"); do
    say "there is no function $f: keep the name and the arguments that the stub gave it"
  done
  for f in $(names_of "multiple definition of"); do
    case $f in
      main) say "the test has a main already: yours must go" ;;
      *) say "the library has a function $f already: write static before yours, or rename it" ;;
    esac
  done
  echo 0 1 0 > "$new"
}

run_tests() {
  # shellcheck disable=SC2086
  "$program" $pattern --exercise "$number" --result "$new" 2>&1 | shorten > "$log"
  [ ! -s "$new" ] || return 0
  echo 0 1 0 > "$new"
  if [ -n "$pattern" ] && seen 'no test has'; then
    cat "$log"
    keep
    exit 0
  fi
  echo "  failed  $number stopped before its tests ended" >> "$log"
}

# ---- what it means ----
explain_crash() {
  if seen '^ *Received signal'; then
    crashed=1
    say "a crash: an index, a pointer, a division by zero?" \
      "make exercise-$padded SANITIZE=1 says in which line"
  fi
  ! seen -e 'was exit called' -e 'Early exit' -e 'time is up' -e 'Test timeout' || crashed=1
}

# A set of failures that a known wrong turn leaves: ask its question.  When all
# tests fail it would be a guess.
ask() {
  failures=$(sed -n 's/^  failed  \([A-Za-z_]*[A-Za-z0-9_]*\)$/\1/p' "$log" | sort | paste -sd, -)
  patterns=exercises/${name%%/*}/patterns.tsv
  [ -n "$failures" ] && [ -z "$pattern$crashed" ] && [ -f "$patterns" ] || return 0
  ! grep -q "^  failed .*(0 of [0-9]* tests)\$" "$log" || return 0
  awk -F '\t' -v file="${name##*/}.c" -v failures="$failures" '
    $1 == file && $2 == failures && n++ < 2 {
      print "      ask yourself, is this what you think? \"" $3 "\""
    }' "$patterns" >> "$log"
}

say_next() {
  todo=$(grep -n '^[^/]*TODO(' "$source" | head -1 | cut -d: -f1)
  case "$state,$alone" in
    "0 1 0,"*)
      [ -z "$todo" ] || [ -z "$compiles" ] ||
        say "line $todo of $source still says TODO(...): a test that gets there does not pass"
      [ -n "$alone" ] || more="; make exercise-$padded tests this one alone"
      say "next: make hint-$padded gives a hint${more:-}" ;;
    "0 0 1,?"*)
      say "write it in $source, in the place of line $todo, TODO(...);" \
        "make hint-$padded gives a hint" ;;
    "1 0 0,?"*)
      [ ! -d solutions ] || say "make reveal-$padded shows our solution, with commentary" ;;
  esac
  # After `make start` the other file does not count, however right it is.
  if [ "$source" = "work/$name.c" ] && [ "$state" != "1 0 0" ] && [ -f "exercises/$name.c" ] &&
    ! grep -q 'TODO(' "exercises/$name.c"; then
    say "you wrote in exercises/$name.c, but since make start $source counts"
  fi
}

compiles=1 crashed=
if [ -n "${UNTOUCHED:-}" ]; then
  not_begun
elif [ -x "$program" ]; then
  run_tests
elif [ -f "$program.source" ] && [ -z "$source" ]; then
  is_missing
else
  compiles=
  does_not_compile
fi
state=$(cat "$new")
if [ "$state" = "0 1 0" ]; then
  explain_crash
  ask
fi
[ -z "$source" ] || say_next
[ -n "${EXERCISE_QUIET:-}" ] || cat "$log"
keep
