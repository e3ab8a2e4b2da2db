#!/bin/sh
# watch.sh NN or NN.K: runs make check-NN, or make exercise-NN.K, whenever a
# file of the chapter's exercises or of the chapter is saved.  Ctrl-C stops it.
chapter=${1%%.*} target=check-$1
[ "$chapter" = "$1" ] || target=exercise-$1
if [ ! -d "$(echo chapters/"$chapter"-*)" ] || { [ "$chapter" != "$1" ] && [ ! -f "$(echo exercises/"$chapter"-*/"test_${1#*.}"_*.c)" ]; }; then
  echo "watch: there is no $1; make watch-03 is for chapter 3, make watch-03.2 for one exercise"
  exit 2
fi
stamp() { find work/"$chapter"-* exercises/"$chapter"-* chapters/"$chapter"-* -name '*.[ch]' -exec ls -l --time-style=full-iso {} + 2> /dev/null || find exercises/"$chapter"-* chapters/"$chapter"-* -name '*.[ch]' -exec ls -lT {} +; }
old=
while :; do
  new=$(stamp | cksum)
  if [ "$new" != "$old" ]; then
    old=$new
    [ -t 1 ] && clear
    "${MAKE:-make}" --no-print-directory "$target"
    echo "(waiting for the next save; Ctrl-C stops)"
  fi
  sleep 1
done
