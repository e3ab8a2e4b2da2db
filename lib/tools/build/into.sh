#!/bin/sh
# into.sh FILE COMMAND...: what COMMAND prints becomes FILE, when it succeeds.
# Until then FILE is as it was: of two makes at once none reads half of it.
file=$1
shift
new=$file.$$
mkdir -p "$(dirname "$file")"
if "$@" > "$new"; then
  mv -f "$new" "$file"
else
  status=$?
  rm -f "$new"
  exit "$status"
fi
