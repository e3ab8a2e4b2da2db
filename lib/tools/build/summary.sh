#!/bin/sh
# summary.sh RESULT...: adds the counts of all suites into one closing line.
passed=0 failed=0 skipped=0
for file in "$@"; do
  read -r p f s < "$file" || { p=0 f=1 s=0; }
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
done
if [ $((passed + failed + skipped)) -eq 0 ]; then
  for file in "$@"; do
    [ ! -s "$file.none" ] || cat "$file.none"
  done
fi
echo "check: $passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ $((passed + skipped)) -gt 0 ]
