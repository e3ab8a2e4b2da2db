#!/bin/sh
# check_exercises.sh TABLE [RESULTS]: what every exercise must have: a stub with
# a readable head, law, anchor and edge tests, three hints, three wrong turns,
# and a solution with commentary.  With RESULTS also: every stub is to do there
# (its results are RESULTS/NN-name/K_name.result).
table=$1 results=${2:-}
bad=0 count=0
complain() {
  echo "exercises: $*"
  bad=$((bad + 1))
}

check_stub() { # the head as exercises.awk has read it: 0 stars when it cannot be
  [ "$stars" -gt 0 ] ||
    complain "$stub: first line must read" \
      "/* Exercise $number (two stars, M minutes, section S): title"
  sed -n 2,3p "$stub" | grep -qx ' \*' ||
    complain "$stub: after the title, of one or two lines, comes an empty line"
  [ -n "$functions" ] || complain "$folder/exercises.h: nothing is declared below /* $number */"
  grep -q 'TODO(' "$stub" || complain "$stub has no TODO"
}

check_tests() {
  test=$folder/test_$name.c
  for kind in law anchor edge; do
    grep -q "TEST(${kind}_" "$test" || complain "$test has no ${kind}_ test"
  done
}

check_hints() {
  hints=$(LC_ALL=C awk -v k="${number#*.}" '
    /^## / { inside = ($2 + 0 == k); next }
    inside && /^[0-9]+\. / { n++ }
    END { print n + 0 }' "$folder/hints.md")
  [ "$hints" -ge 3 ] ||
    complain "$folder/hints.md: $hints hints for exercise ${number#*.}, 3 are needed"
}

check_wrong_turns() {
  [ -f "$folder/wrong.tsv" ] || return 0
  wrong=$(LC_ALL=C awk -F '\t' -v f="$name.c" '$1 == f' "$folder/wrong.tsv" | wc -l)
  [ "$wrong" -ge 3 ] ||
    complain "$folder/wrong.tsv: $wrong wrong turns for $name.c, 3 are needed"
}

check_solution() {
  [ -d solutions ] || return 0
  solution=solutions/$chapter/$name.c
  [ -f "$solution" ] || complain "$solution is missing"
  [ "$(grep -cE '^( \*|/\*)' "$solution")" -ge 4 ] || complain "$solution has no commentary"
}

check_state() {
  [ -n "$results" ] || return 0
  [ "$(cat "$results/$chapter/$name.result")" = "0 0 1" ] || complain "$stub is not to do"
}

check_stubs() { # what make reset brings back
  sh lib/tools/author/stubs.sh | cmp -s - exercises/support/stubs.txt ||
    complain "exercises/support/stubs.txt is out of date: make stubs"
}

lines=$(mktemp)
trap 'rm -f "$lines"' EXIT
# A tab alone would let the shell skip empty columns.
sed 1d "$table" | tr '\t' '|' > "$lines"
# shellcheck disable=SC2034
while IFS='|' read -r number chapter name title stars minutes section functions; do
  folder=exercises/$chapter stub=exercises/$chapter/$name.c
  count=$((count + 1))
  check_stub
  check_tests
  check_hints
  check_wrong_turns
  check_solution
  check_state
done < "$lines"
check_stubs
echo "exercises: $count looked at, $bad to mend"
[ "$bad" -eq 0 ] && [ "$count" -gt 0 ]
