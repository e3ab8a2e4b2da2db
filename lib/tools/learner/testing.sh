# shellcheck shell=sh
# testing.sh: read by scripts (`. lib/tools/learner/testing.sh`):
#   test_attempts RESULT...    tests what is new among these, with a line that moves
# Fails when something could not be built; from the Makefile: MAKE.

show_tested() { # how far the tests are, of at most $1
  tested=$(wc -l < "$testing.count")
  said=$(grep '^compiling' "$testing.log" | tail -1 | cut -c1-40)
  echo "  $((tested)) of at most $1 attempts tested, $((ticks / 5)) s   $said"
}

# On a screen one line that moves, else a line every five seconds.
follow_tests() {
  ticks=0
  while kill -0 "$child" 2> /dev/null; do
    sleep 0.2 2> /dev/null || { sleep 1; ticks=$((ticks + 4)); }
    ticks=$((ticks + 1))
    if [ -t 1 ]; then
      printf '\r\033[K%s' "$(show_tested "$1")"
    elif [ $((ticks % 25)) -eq 0 ]; then
      show_tested "$1"
    fi
  done
  [ ! -t 1 ] || printf '\r\033[K'
}

test_attempts() {
  [ $# -gt 0 ] || return 0
  testing=$(mktemp) || return 1
  : > "$testing.count"
  TESTED=$testing.count EXERCISE_QUIET=1 $MAKE --no-print-directory CACHED=1 "$@" \
    > "$testing.log" 2>&1 &
  child=$!
  trap 'kill "$child" 2> /dev/null; rm -f "$testing" "$testing".*; exit 1' INT TERM
  follow_tests $#
  wait "$child"
  status=$?
  trap - INT TERM
  [ "$status" -eq 0 ] || cat "$testing.log"
  rm -f "$testing" "$testing".*
  return "$status"
}
