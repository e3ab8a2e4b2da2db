#!/bin/sh
# run_suite.sh PROGRAM RESULT [PATTERN]: runs a suite, shows what it says,
# writes its counts.  A suite without a test of that name counts 0 0 0, and
# what it says is kept for summary.sh.  Files get their names when they are
# complete: another make may read them at the same time.  RUNNER is the emulator
# of a program for another processor, which needs PATIENCE times as long.
program=$1 result=$2 pattern=${3:-}
. lib/tools/build/patience.sh
mkdir -p "${result%/*}"
new=$result.$$
trap 'enough; rm -f "$new" "$new".*; exit 1' INT TERM

suite=${result%.result}
patience "${suite#*/results/} is still being tested"
# shellcheck disable=SC2086
${RUNNER:-} "$program" $pattern ${PATIENCE:+--patience "$PATIENCE"} \
  --result "$new" --records "$new.records" > "$new.log" 2>&1
code=$?
enough
rm -f "$result.none"
if [ -n "$pattern" ] && [ "$code" -eq 2 ] && [ ! -s "$new" ]; then
  mv -f "$new.log" "$result.none"
  echo 0 0 0 > "$new"
else
  [ -s "$new" ] || echo 0 1 0 > "$new"
  cat "$new.log"
  mv -f "$new.log" "$result.log"
fi
[ ! -f "$new.records" ] || mv -f "$new.records" "$suite.records"
mv -f "$new" "$result"
