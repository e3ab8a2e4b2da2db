#!/bin/sh
# progress.sh RESULT...: draws the road so far, a line per chapter:
# # an exercise passed, x failed, . to do.
last= line= passed=0 total=0
flush() { [ -n "$last" ] && printf '  %-22s %s\n' "$last" "$line"; }
echo "The road so far (# passed, x failed, . to do):"
for result in "$@"; do
  chapter=$(basename "$(dirname "$result")")
  [ "$chapter" = "$last" ] || { flush; last=$chapter line=; }
  read -r p f _ < "$result"
  total=$((total + 1)) passed=$((passed + p))
  if [ "$p" = 1 ]; then line="$line #"; elif [ "$f" = 1 ]; then line="$line x"; else line="$line ."; fi
done
flush
echo "  $passed of $total exercises passed"
