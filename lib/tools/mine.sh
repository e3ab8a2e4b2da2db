#!/bin/sh
# mine.sh PROGRAM RESULT...: links the last chapter's program with the learner's
# own functions.  An exercise that passes and defines my_X, where the library
# has X, replaces X wherever another file calls it (GNU ld's --wrap).
# From the Makefile: LINK, OBJECTS (the program's), LIBS, BUILD_DIR.
program=$1
shift
library=$(mktemp)
called=$(mktemp)
trap 'rm -f "$library" "$called"' EXIT
# shellcheck disable=SC2086
nm -u $OBJECTS 2> /dev/null | awk '$1 == "U" { print $2 }' | sort -u > "$called"
# shellcheck disable=SC2086
nm -g --defined-only $OBJECTS 2> /dev/null | awk '$2 == "T" { print $3 }' | sort -u > "$library"
objects='' flags='' yours=0
for result in "$@"; do
  exercise=${result#*/results/exercises/}
  exercise=${exercise%.result}
  object=$BUILD_DIR/exercises/$exercise.o
  number=${exercise%%-*}.$(basename "$exercise" | cut -d_ -f1)
  number=${number#0}
  source=exercises/$exercise.c
  for mine in $(grep -oE '^[A-Za-z].*\bmy_[a-z0-9_]+\(' "$source" | grep -oE 'my_[a-z0-9_]+' | sort -u); do
    name=${mine#my_}
    grep -qx "$name" "$library" || continue
    if ! grep -qx "$name" "$called"; then
      echo "  library  $name (exercise $number: called in its own file only, which cannot be rewired)"
      continue
    fi
    if [ "$(cat "$result")" = "1 0 0" ] && nm -g --defined-only "$object" | grep -q " T $mine\$"; then
      case " $objects " in *" $object "*) ;; *) objects="$objects $object" ;; esac
      flags="$flags -Wl,--wrap=$name -Wl,--defsym=__wrap_$name=$mine"
      yours=$((yours + 1))
      echo "  yours    $name (exercise $number)"
    else
      echo "  library  $name (exercise $number is not passed yet)"
    fi
  done
done
echo "mine: $yours functions of yours; all others are the library's"
# shellcheck disable=SC2086
$LINK $OBJECTS $objects $flags -o "$program" $LIBS
