#!/bin/sh
# run_suite.sh PROGRAM RESULT [PATTERN]: runs a suite, shows what it says,
# writes its counts.  A suite without a test of that name counts 0 0 0, and
# what it says is kept for summary.sh.
program=$1 result=$2 pattern=${3:-}
log=$result.log
mkdir -p "${result%/*}"
rm -f "$result" "$result.none"
"$program" $pattern --result "$result" --records "${result%.result}.records" > "$log" 2>&1
code=$?
if [ -n "$pattern" ] && [ "$code" -eq 2 ] && [ ! -s "$result" ]; then
  mv "$log" "$result.none"
  echo 0 0 0 > "$result"
  exit 0
fi
[ -s "$result" ] || echo 0 1 0 > "$result"
cat "$log"
