#!/bin/sh
# sources.sh FOLDER 01-groups/1_order=FILE ...: notes in FOLDER/01-groups/1_order.source
# which file counts and its checksum.  A note whose text stays keeps its date: what
# was made from it is made again when the text of the file changes, not its date.
# A verdict on another text is void: it goes ($RESULTS/01-groups/1_order.result).
folder=$1
shift
note() { # name, first line, second line
  old1="" old2=""
  if [ -f "$folder/$1.source" ]; then
    { IFS= read -r old1; IFS= read -r old2; } < "$folder/$1.source"
    [ "$old1|$old2" = "$2|$3" ] && return
  fi
  [ -d "$folder/${1%/*}" ] || mkdir -p "$folder/${1%/*}"
  printf '%s\n%s\n' "$2" "$3" > "$folder/$1.source.$$"
  mv -f "$folder/$1.source.$$" "$folder/$1.source"
  rm -f "$RESULTS/$1.result"
}

for pair in "$@"; do
  file=${pair#*=}
  [ -n "$file" ] || note "${pair%%=*}" "" "no file"
done
# One cksum for all files: a process each would take longer than all the rest.
files=
for pair in "$@"; do
  files="$files ${pair#*=}"
done
# shellcheck disable=SC2086
cksum $files < /dev/null | while read -r sum size file; do
  name=${file#*/}
  [ -z "$file" ] || note "${name%.c}" "$file" "$sum $size"
done
