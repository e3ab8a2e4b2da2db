#!/bin/sh
# own_answer.sh SOURCE OBJECT: an answer may not come from the library: for my_X
# the object may not ask for X, nor for the functions that the chapter's
# not_allowed.tsv names, where it has one.  Prints a sentence for each it finds;
# then fails.
folder=$(dirname "$1") file=$(basename "$1")
list=exercises/${folder##*/}/not_allowed.tsv
[ -f "$list" ] || list=/dev/null
nm -g "$2" | awk -v file="$file" '
  FILENAME != "-" { if ($1 == file) banned[$2] = 1; next }
  { name = $NF; sub(/^_/, "", name); type = $(NF - 1) }
  type == "U" { asked[name] = 1; next }
  name ~ /^my_/ { banned[substr(name, 4)] = 1 }
  END {
    for (name in asked)
      if (name in banned) {
        print "the answer may not come from the library: " name " is what you are asked to write"
        found = 1
      }
    exit found
  }' "$list" -
