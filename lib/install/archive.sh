#!/bin/sh
# archive.sh LIBRARY.a OBJECT...: a static library with a boundary.
#
# All objects become one, whose calls to its own functions are settled for
# good: every name turns local, and what was public gets a second, weak name
# for others to call.  A program that defines a name of ours then gets its own
# function, and we keep ours.  Needs an objcopy for ELF; elsewhere the library
# is a plain archive.
set -e
library=$1
shift
objcopy=${OBJCOPY:-objcopy} nm=${NM:-nm} readelf=${READELF:-readelf}
work=$(mktemp -d "$library.XXXXXX")
trap 'rm -rf "$work"' EXIT

# Prints `--add-symbol NAME=SECTION:ADDRESS,global,weak` for each public name.
second_names() { # object
  $readelf -SW "$1" | sed -n 's/^ *\[ *\([0-9]*\)\] \([^ ]*\) .*/section \1 \2/p' > "$work/table"
  $readelf -sW "$1" >> "$work/table"
  awk '
    $1 == "section" { section[$2] = $3; next }
    ($5 == "GLOBAL" || $5 == "WEAK") && $7 ~ /^[0-9]+$/ {
      kind = $4 == "FUNC" ? ",function" : ""
      print "--add-symbol " $8 "=" section[$7] ":0x" $2 ",global,weak" kind
    }' "$work/table"
}

seal() { # objects
  "$CC" -r -nostdlib -o "$work/joined.o" "$@" &&
    $objcopy --localize-hidden "$work/joined.o" "$work/hidden.o" &&
    $nm -g --defined-only "$work/hidden.o" | awk 'NF == 3 { print $3 }' > "$work/public" &&
    second_names "$work/hidden.o" > "$work/names" &&
    [ -s "$work/public" ] && [ "$(wc -l < "$work/names")" = "$(wc -l < "$work/public")" ] &&
    # Strong, and no name of C: no program can hold both precisions.
    echo "--add-symbol libtfn.one_precision_in_a_program=.text:0,global" >> "$work/names" &&
    $objcopy --localize-symbols="$work/public" "$work/hidden.o" "$work/local.o" &&
    $objcopy "@$work/names" "$work/local.o" "$work/tfn.o"
}

if seal "$@" 2> "$work/why"; then
  $AR rcs "$work/library.a" "$work/tfn.o"
else
  echo "$library is a plain archive: a program that defines one of its names does not link."
  sed 's/^/  /' "$work/why"
  $AR rcs "$work/library.a" "$@"
fi
mv "$work/library.a" "$library"
