#!/bin/sh
# heads.sh FOLDER 01-groups/1_order ...: prints, for each exercise, a file whose head can
# be read: the stub's place, or where a learner has removed the file or its head, the
# stub as it was handed out, which is put into FOLDER.
. lib/tools/learner/stub.sh
folder=$1
shift
for name in "$@"; do
  file=exercises/$name.c first=
  k=${name#*/} n=${name%%-*}
  [ ! -f "$file" ] || IFS= read -r first < "$file" || true
  case $first in
    "/* Exercise ${n#0}.${k%%_*} ("*) ;;
    *)
      mkdir -p "$folder/${name%/*}"
      print_stub "$name" > "$folder/$name.c"
      [ ! -s "$folder/$name.c" ] || file=$folder/$name.c ;;
  esac
  [ ! -f "$file" ] || echo "$file"
done
