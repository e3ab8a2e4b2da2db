#!/bin/sh
# build_exercise.sh PROGRAM OBJECT...: builds one exercise's test with the file
# that PROGRAM.source names.  Always succeeds: when that file does not compile, or
# there is none, PROGRAM is absent and PROGRAM.messages says why.  The compiler
# command is in $COMPILE, what links Check in $CHECK_LIBS.
# The files get their names when they are complete: another make may read them.
program=$1
shift
IFS= read -r source < "$program.source"
new=$program.$$
trap 'rm -f "$new" "$new".*; exit 1' INT TERM
: > "$new.messages"
# shellcheck disable=SC2086
if [ -z "$source" ]; then
  rm -f "$program"
elif $COMPILE -MMD -MP -MF "$new.d" -MT "$program.built" -c "$source" -o "$new.o" \
  2> "$new.messages" &&
  sh lib/tools/learner/own_answer.sh "$source" "$new.o" >> "$new.messages" &&
  $COMPILE "$new.o" "$@" -o "$new" $CHECK_LIBS -lm 2>> "$new.messages"
then
  [ ! -s "$new.messages" ] || cat "$new.messages" >&2
  mv -f "$new.o" "$program.o"
  # The source itself may go (work/ counts before exercises/): .source tells that.
  sed "s|$source||" "$new.d" > "$program.d.$$" && mv -f "$program.d.$$" "$program.d"
  rm -f "$new.d"
  mv -f "$new" "$program"
else
  rm -f "$program" "$new.o" "$new.d"
fi
mv -f "$new.messages" "$program.messages"
