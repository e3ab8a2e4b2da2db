#!/bin/sh
# mine.sh PROGRAM RESULT...: links the last chapter's program with the learner's
# own functions.  An exercise that passes and defines my_X, where the library
# has X, replaces X: in a copy of the library's object X is made weak, in a copy
# of the learner's my_X is renamed X, and the linker prefers what is not weak.
# From the Makefile: LINK, OBJECTS (the program's), LIBS, BUILD_DIR.
set -u
program=$1
shift
if ! command -v objcopy > /dev/null; then
  echo "mine: needs objcopy and GNU ld (Debian package binutils)"
  exit 1
fi
work=$program.objects
rm -rf "$work"
mkdir -p "$work"

# Library objects as they are linked: one a line, "path original"; and what each
# function's home is: "name original", asked once for all of them.
: > "$work/list"
for object in $OBJECTS; do
  echo "$object $object" >> "$work/list"
done
# shellcheck disable=SC2086
nm -A -g --defined-only $OBJECTS | sed -n 's/^\(.*\):[^:]* T \([^ ]*\)$/\2 \1/p' > "$work/homes"

home_of() { # the library's object that defines function $1
  awk -v f="$1" '$1 == f { print $2; exit }' "$work/homes"
}

weaken() { # function $1 in object $2, in a copy
  weak=$work/$(echo "$2" | tr '/' '_')
  [ -f "$weak" ] || cp "$2" "$weak"
  objcopy --weaken-symbol="$1" "$weak"
  awk -v o="$2" -v c="$weak" '{ print ($2 == o ? c : $1), $2 }' "$work/list" > "$work/new"
  mv "$work/new" "$work/list"
}

yours=0 mine_objects=
for result in "$@"; do
  exercise=${result#*/results/exercises/}
  exercise=${exercise%.result}
  number=${exercise%%-*}.$(basename "$exercise" | cut -d_ -f1)
  number=${number#0}
  names=$(sed -n 's/.*[^a-zA-Z0-9_]my_\([a-z0-9_]*\)(.*/\1/p' "exercises/$exercise.c" | sort -u)
  for name in $names; do
    home=$(home_of "$name")
    [ -n "$home" ] || continue
    if [ "$(cat "$result")" != "1 0 0" ]; then
      echo "  library  $name (exercise $number is not passed yet)"
      continue
    fi
    copy=$work/$(echo "$exercise" | tr '/' '_').o
    [ -f "$copy" ] || cp "$BUILD_DIR/exercises/$exercise.o" "$copy"
    objcopy --redefine-sym "my_$name=$name" "$copy"
    weaken "$name" "$home"
    case " $mine_objects " in *" $copy "*) ;; *) mine_objects="$mine_objects $copy" ;; esac
    yours=$((yours + 1))
    echo "  yours    $name (exercise $number)"
  done
done
echo "mine: $yours functions of yours; all others are the library's"
# shellcheck disable=SC2046,SC2086
$LINK $(cut -d' ' -f1 "$work/list") $mine_objects -o "$program" $LIBS
