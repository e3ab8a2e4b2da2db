#!/bin/sh
# handin.sh 01-groups/1_order ...: packs what a teacher asked for as make grade takes
# it: handin/NAME.tar.gz, in it the folder NAME with the files that count.  The
# exercises named are those that were begun.  HANDIN_NAME and HANDIN_ASSIGNMENT, a file
# or numbers like 2.1 3.*, may be empty.  From the Makefile: TABLE, RESULTS, MAKE.
. lib/tools/learner/road.sh
. lib/tools/learner/testing.sh
begun=" $* "
most=262144 # bytes of a file that the grader reads

# ---- whose it is, and what is asked for ----
name_of_user() {
  name=$(getent passwd "$(id -u)" 2> /dev/null | cut -d: -f5 | cut -d, -f1)
  [ -n "$name" ] || name=$(id -un)
  echo "$name"
}

# A name of a folder: no sign that means something in a path, none that cannot be seen.
clean_name() {
  printf '%s' "$1" | tr -d '\000-\037\177' | sed 's|[/\\:*?"<>|]|_|g; s/^[-. ]*//; s/[. ]*$//' |
    cut -c1-80
}

choose() {
  if [ -n "${HANDIN_ASSIGNMENT:-}" ] && [ -f "$HANDIN_ASSIGNMENT" ]; then
    case $HANDIN_ASSIGNMENT in /*) given=$HANDIN_ASSIGNMENT ;; *) given=./$HANDIN_ASSIGNMENT ;; esac
    awk -f lib/tools/learner/chosen.awk "$given" "$TABLE"
  else
    awk -v words="${HANDIN_ASSIGNMENT:-}" -f lib/tools/learner/chosen.awk "$TABLE"
  fi
}

file_of() { # the file that counts
  if [ -e "work/$1.c" ] || [ -L "work/$1.c" ]; then echo "work/$1.c"; else echo "exercises/$1.c"; fi
}

# ---- what the grader would not take ----
refusal() { # why file $1 cannot be graded, or nothing
  if [ -L "$1" ]; then
    echo "is a link; please put the file itself there"
  elif [ ! -f "$1" ]; then
    echo "is no plain file"
  elif [ ! -r "$1" ]; then
    echo "cannot be read; please give yourself the right to (chmod u+r)"
  elif [ "$(wc -c < "$1")" -gt "$most" ]; then
    echo "has more than $most bytes"
  elif ! LC_ALL=C tr -d '\000' < "$1" | cmp -s - "$1"; then
    echo "is no plain text; please save it as UTF-8"
  fi
}

refuse_what_cannot_be_graded() {
  bad=0
  for e in $chosen; do
    file=$(file_of "$e")
    [ -e "$file" ] || [ -L "$file" ] || continue
    why=$(refusal "$file")
    [ -z "$why" ] || { echo "handin: $file $why"; bad=$((bad + 1)); }
  done
  [ "$bad" -eq 0 ] || { echo "handin: nothing was packed; your files are as they were"; exit 1; }
}

# ---- what is in it ----
sort_by_state() {
  passed='' failed='' todo='' missing=''
  for e in $chosen; do
    number=${e%%-*} k=${e#*/}
    number=${number#0}.${k%%_*}
    state=
    [ ! -f "$RESULTS/$e.result" ] || IFS= read -r state < "$RESULTS/$e.result"
    case $begun in *" $e "*) ;; *) state=untouched ;; esac
    if [ ! -e "$(file_of "$e")" ]; then
      missing="$missing $number"
    elif [ "$state" = "1 0 0" ]; then
      passed="$passed $number"
    elif [ "$state" = untouched ] || [ "$state" = "0 0 1" ]; then
      todo="$todo $number"
    else
      failed="$failed $number"
    fi
  done
}

line() { # what it is called, which: lines of a screen's width
  called=$1 count=$(($# - 1))
  shift
  [ $# -eq 0 ] || echo "$*" | fold -s -w 68 | while IFS= read -r part; do
    printf '  %-8s %3s   %s\n' "$called" "$count" "$part"
    called='' count=''
  done
}

# Files the grader does not look at stay where they are, and are named.
left_here() {
  for f in work/[0-9]*/* exercises/[0-9]*/*; do
    [ -f "$f" ] || continue
    name=${f#*/}
    case $name in
      */exercises.h | */hints.md | */*.tsv | */test_* | *~ | */.*) continue ;;
      */[0-9]*_*.c) [ ! -f "exercises/${name%/*}/test_${name##*/}" ] || continue ;;
    esac
    echo "  not packed, since the grader takes the exercises' own files only: $f"
  done
}

# ---- packing: the new archive is complete before the old one moves ----
pack() {
  set -e
  stage=$(mktemp -d) || exit 1
  trap 'rm -rf "$stage" "$archive.new"' EXIT
  trap 'exit 1' INT TERM
  for e in $chosen; do
    file=$(file_of "$e")
    [ -e "$file" ] || continue
    mkdir -p "$stage/$owner/${file%/*}"
    cp -p "$file" "$stage/$owner/$file"
  done
  mkdir -p handin
  tar -cf "$stage/tar" -C "$stage" "$owner"
  gzip -c "$stage/tar" > "$archive.new"
  keep_the_old_one
  mv "$archive.new" "$archive"
}

keep_the_old_one() {
  [ -e "$archive" ] || return 0
  i=1
  while [ -e "handin/earlier/$owner-$i.tar.gz" ]; do i=$((i + 1)); done
  mkdir -p handin/earlier
  mv "$archive" "handin/earlier/$owner-$i.tar.gz"
  echo "  the one before is now handin/earlier/$owner-$i.tar.gz"
}

owner=$(clean_name "${HANDIN_NAME:-$(name_of_user)}")
if [ -z "$owner" ]; then
  echo "handin: please say your name: make handin NAME=\"Ada Lovelace\""
  exit 2
fi
archive=handin/$owner.tar.gz
chosen=$(choose) || { echo "handin: nothing was packed"; exit 2; }
refuse_what_cannot_be_graded
new=
for e in $chosen; do
  case $begun in *" $e "*) new="$new $RESULTS/$e.result" ;; esac
done
# shellcheck disable=SC2086
test_attempts $new || exit 1
sort_by_state
if [ -z "$passed$failed" ]; then
  echo "handin: nothing was begun of what is asked for; make next says what to do"
  exit 1
fi
echo "handin: $owner"
# shellcheck disable=SC2086
{
  line passed $passed
  line failed $failed
  line "to do" $todo
  line missing $missing
}
left_here
pack
echo "  packed: $(pwd)/$archive ($(($(wc -c < "$archive") / 1024 + 1)) KB); hand in this file"
[ -n "${HANDIN_NAME:-}" ] ||
  echo "  under the name of this account; NAME=\"Ada Lovelace\" says another"
