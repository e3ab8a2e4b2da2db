#!/bin/sh
# compile_commands.sh COMMAND FILE...: the compilation database for editors.
command=$1
shift
quote() { printf '%s' "$1" | sed 's/\\/\\\\/g; s/"/\\"/g'; }
here=$(quote "$(pwd)")
sep='['
for file in "$@"; do
  printf '%s\n{"directory": "%s", "file": "%s", "command": "%s"}' \
    "$sep" "$here" "$file" "$(quote "$command -I$(dirname "$file") -c $file")"
  sep=,
done
printf '\n]\n'
