#!/bin/sh
# build_exercise.sh PROGRAM SOURCE OBJECT...: builds one exercise's test.
# Always succeeds: when SOURCE does not compile, or is empty since there is no
# file, PROGRAM is absent and PROGRAM.messages says why.  The compiler command
# is in $COMPILE.
program=$1 source=$2
shift 2
mkdir -p "${program%/*}"
rm -f "$program"
: > "$program.messages"
[ -n "$source" ] || exit 0
libs=$(pkg-config --libs check)
# shellcheck disable=SC2086
if $COMPILE -c "$source" -o "$program.o" 2> "$program.messages" &&
  $COMPILE "$program.o" "$@" -o "$program" $libs -lm 2>> "$program.messages"
then
  [ -s "$program.messages" ] && cat "$program.messages" >&2
fi
exit 0
