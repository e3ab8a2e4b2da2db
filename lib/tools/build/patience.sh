# patience.sh: read by scripts (`. lib/tools/build/patience.sh`) that may take long:
#   patience SENTENCE    says the sentence when five seconds have passed
#   enough               the work is done: nothing is to be said any more
patience_timer=

patience() {
  (
    trap 'kill "$sleeping" 2> /dev/null; exit' INT TERM
    sleep 5 > /dev/null 2>&1 &
    sleeping=$!
    wait "$sleeping" && echo "$1"
  ) &
  patience_timer=$!
}

enough() {
  [ -n "$patience_timer" ] || return 0
  kill "$patience_timer" 2> /dev/null
  wait "$patience_timer" 2> /dev/null
  patience_timer=
}
