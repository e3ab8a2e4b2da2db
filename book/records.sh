#!/bin/sh
# records.sh RECORDS PROGRAM: runs a suite and keeps what its claims measured;
# with DRAFT a suite that fails does not stop the book.
records=$1 program=$2
new=$records.$$ log=${records%.tsv}.log
mkdir -p "${records%/*}"
if ! "$program" --records "$new" > "$new.log" 2>&1; then
  cat "$new.log"
  [ -n "$DRAFT" ] || { rm -f "$new" "$new.log"; exit 1; }
fi
mv -f "$new.log" "$log"
mv -f "$new" "$records"
