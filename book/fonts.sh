#!/bin/sh
# fonts.sh DIR FILE...: copies the faces of the book beside its pages, so that no
# page needs the network.  A missing one is skipped: pages name substitutes.
set -u
dir=$1; shift
mkdir -p "$dir"
for file in "$@"; do
  path=$(kpsewhich "$file" 2>/dev/null)
  test -n "$path" || path=$(fc-list -f '%{file}\n' 2>/dev/null | grep "/$file\$" | head -n 1)
  if [ -n "$path" ]; then cp "$path" "$dir/$file"; else echo "fonts.sh: no $file here" >&2; fi
done
