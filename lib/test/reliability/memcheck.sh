#!/bin/sh
# memcheck.sh PROGRAM...: every suite under valgrind, those after a failure too.
# What valgrind says of a suite stays in PROGRAM.memcheck; of a suite that failed
# it is shown, with the way it ended.  T=name: only tests with this name in theirs.
# A suite without such a test is passed over.
log='' failed='' tried=0 passed_over=0
# Where less than everything was done, it is said.
trap 'echo "make memcheck: stopped in $log"; exit 1' INT TERM HUP

ended() { # exit status of a suite
  case $1 in
    9) echo "valgrind found errors of the suite itself" ;;
    1) echo "tests failed, or valgrind found errors in one" ;;
    127) echo "valgrind or the program cannot be run" ;;
    *) if [ "$1" -gt 128 ]; then
         echo "ended by signal $(($1 - 128)) ($(kill -l $(($1 - 128))));" \
           "9 is what the system sends when memory ends"
       else
         echo "exit status $1"
       fi ;;
  esac
}

for program in "$@"; do
  suite=${program##*/chapters/} log=$program.memcheck
  valgrind -q --trace-children=yes --error-exitcode=9 --leak-check=full --track-origins=yes \
    "$program" ${T:+"$T"} --patience 50 > "$log" 2>&1
  code=$?
  if [ -n "$T" ] && [ "$code" -eq 2 ]; then
    passed_over=$((passed_over + 1))
    continue
  fi
  tried=$((tried + 1))
  tail -n 1 "$log"
  [ "$code" -ne 0 ] || continue
  failed="$failed $suite"
  echo "FAILED  $suite: $(ended "$code")"
  [ -s "$log" ] || echo "  it said nothing at all"
  sed 's/^/  /' "$log" | head -n 100
  echo "  all of it: $log"
done

echo "memcheck: $tried suites, failed:${failed:- none}"
[ -z "$failed" ] && [ "$tried" -gt 0 ]
