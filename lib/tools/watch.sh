#!/bin/sh
# watch.sh NN: runs make check-NN whenever a file of the chapter's exercises or
# of the chapter is saved.  Stop with Ctrl-C.
[ -d "$(echo chapters/"$1"-*)" ] || { echo "watch: there is no chapter $1; say make watch-03 for chapter 3"; exit 1; }
stamp() { find work/"$1"-* exercises/"$1"-* chapters/"$1"-* -name '*.[ch]' -exec ls -l --time-style=full-iso {} + 2> /dev/null || find exercises/"$1"-* chapters/"$1"-* -name '*.[ch]' -exec ls -lT {} +; }
old=
while :; do
  new=$(stamp "$1" | cksum)
  if [ "$new" != "$old" ]; then
    old=$new
    [ -t 1 ] && clear
    "${MAKE:-make}" --no-print-directory check-"$1"
    echo "(waiting for the next save; Ctrl-C stops)"
  fi
  sleep 1
done
