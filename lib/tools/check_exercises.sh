#!/bin/sh
# check_exercises.sh: what every exercise must have: a stub with a readable
# head, law, anchor and edge tests, three hints, three wrong turns, and a
# solution with commentary.  With a folder argument also: every stub is to do
# there (its results are RESULTS/NN-name/K_name.result).
results=${1:-}
bad=0 count=0
complain() { echo "exercises: $*"; bad=$((bad + 1)); }
for stub in exercises/[0-9]*/[0-9]*_*.c; do
  [ -f "$stub" ] || continue
  count=$((count + 1))
  folder=$(dirname "$stub") file=$(basename "$stub")
  k=${file%%_*} chapter=$(basename "$folder")
  n=${chapter%%-*} n=${n#0}
  head -1 "$stub" | grep -qE "^/\* Exercise $n\.$k \((one star|two stars|three stars), [0-9]+ minutes, section [0-9]+\.[0-9]+\): .+" ||
    complain "$stub: first line must read /* Exercise $n.$k (two stars, M minutes, section S): title"
  sed -n 2,3p "$stub" | grep -qx ' \*' ||
    complain "$stub: after the title, of one or two lines, comes an empty line"
  grep -q 'TODO(' "$stub" || complain "$stub has no TODO"
  test=$folder/test_$file
  for kind in law anchor edge; do
    grep -q "TEST(${kind}_" "$test" || complain "$test has no ${kind}_ test"
  done
  hints=$(awk -v k="$k" '/^## / { inside = ($2 + 0 == k); next } inside && /^[0-9]+\. / { n++ } END { print n + 0 }' "$folder/hints.md")
  [ "$hints" -ge 3 ] || complain "$folder/hints.md: $hints hints for exercise $k, 3 are needed"
  if [ -f "$folder/wrong.tsv" ]; then
    wrong=$(awk -F '\t' -v f="$file" '$1 == f' "$folder/wrong.tsv" | wc -l)
    [ "$wrong" -ge 3 ] || complain "$folder/wrong.tsv: $wrong wrong turns for $file, 3 are needed"
  fi
  solution=solutions/$chapter/$file
  if [ -d solutions ]; then
    [ -f "$solution" ] || complain "$solution is missing"
    [ "$(grep -cE '^( \*|/\*)' "$solution")" -ge 4 ] || complain "$solution has no commentary"
  fi
  if [ -n "$results" ] && [ "$(cat "$results/$chapter/${file%.c}.result")" != "0 0 1" ]; then
    complain "$stub is not to do"
  fi
done
echo "exercises: $count looked at, $bad to mend"
[ "$bad" -eq 0 ] && [ "$count" -gt 0 ]
