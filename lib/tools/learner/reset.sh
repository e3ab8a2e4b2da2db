#!/bin/sh
# reset.sh NN.K: brings back the stub of an exercise, in the place of the file that
# counts; what stood there goes to work/attempts/, and nothing is ever overwritten.
. lib/tools/learner/stub.sh
chapter=${1%%.*} k=${1#*.}
test=$(echo exercises/"$chapter"-*/"test_${k}"_*.c)
if [ "$chapter" = "$1" ] || [ ! -f "$test" ]; then
  echo "reset: there is no exercise $1; say which, as in: make reset-03.2"
  exit 2
fi
name=$(basename "$(dirname "$test")")/$(basename "$test" .c | sed 's/^test_//')
file=exercises/$name.c
[ ! -e "work/$name.c" ] || file=work/$name.c
new=$(mktemp) || exit 1
trap 'rm -f "$new"' EXIT
print_stub "$name" > "$new"
[ -s "$new" ] || {
  echo "reset: exercises/support/stubs.txt knows no stub of $1; the file is left as it is"
  exit 1
}
if [ -e "$file" ] && cmp -s "$new" "$file"; then
  echo "reset: $file is the stub already"
  exit 0
fi
if [ -e "$file" ]; then
  i=1
  while [ -e "work/attempts/$name-$i.c" ]; do i=$((i + 1)); done
  kept=work/attempts/$name-$i.c
  if ! { mkdir -p "${kept%/*}" && cp -p "$file" "$kept"; }; then
    echo "reset: your attempt cannot be kept in $kept, so $file is left as it is"
    exit 1
  fi
fi
cat "$new" > "$file" || exit 1
echo "reset: $file is the stub again${kept:+; your attempt is now $kept}"
