#!/bin/sh
# fuzz.sh ROUNDS PROGRAM...: the tests of every exercise get answers of no sense
# and spoilt right ones.  A test may fail; it may not crash, nor read or write
# beyond an array, nor pass a spoilt answer for its own reasons.
rounds=$1
shift
export ASAN_OPTIONS=detect_leaks=0
one() { # program
  chapter=$(basename "$(dirname "$1")") name=$(basename "$1")
  number=${chapter%%-*}.${name%%_*}
  number=${number#0} seed=1
  while [ "$seed" -le "$rounds" ]; do
    said=$(FUZZ_SEED=$seed timeout 120 "$1" --exercise "$number" --patience 5 2>&1)
    code=$?
    case $code:$said in
      [2-9]*:* | 1[0-9]*:* | *"runtime error"* | *AddressSanitizer* | *"Received signal"*)
        echo "fuzz-replies: $number, FUZZ_SEED=$seed: $(echo "$said" |
          grep -E 'runtime error|Sanitizer|Received signal' | head -2)"
        return 1
        ;;
    esac
    seed=$((seed + 1))
  done
}
bad=0 count=0
for program in "$@"; do
  one "$program" || bad=$((bad + 1))
  count=$((count + 1))
done
echo "fuzz-replies: $count exercises, $rounds answers without sense each, $bad crashed"
[ "$bad" -eq 0 ]
