#!/bin/sh
# keep.sh FILE: writes its input to FILE, unless FILE holds just that: then its
# date stays, and nothing is made again.
mkdir -p "$(dirname "$1")"
new=$1.$$
cat > "$new"
cmp -s "$new" "$1" || mv -f "$new" "$1"
rm -f "$new"
