#!/bin/sh
# order.sh CHAPTER HEADER LATER-HEADER...: chapter N must compile its own
# header and must not be able to include one of a later chapter.
# The compiler command with chapter N's include path is in $COMPILE.
chapter=$1 own=$2
shift 2
try() {
  printf '#include "%s"\ntypedef int not_empty;\n' "$1" |
    $COMPILE -x c -fsyntax-only - > /dev/null 2>&1
}
if ! try "$own"; then
  echo "order: chapter $chapter cannot include its own $own"
  exit 1
fi
for header in "$@"; do
  if try "$header"; then
    echo "order: chapter $chapter can include $header, of a later chapter"
    exit 1
  fi
done
echo "order: $chapter sees $own and none of $# later headers"
