#!/bin/sh
# next.sh [NN] [01-groups/1_order ...]: names the first exercise, in order, that is
# not passed (of chapter NN), and how to begin it; then makes ready what its first
# test needs.  The others are files that were begun: those without a verdict are
# tested first.  From the Makefile: TABLE, RESULTS, MAKE.
. lib/tools/learner/road.sh
within=${1:-}
[ $# -eq 0 ] || shift
attempted=" $* "

find_next() {
  while read_row "$(road next "$within")" && [ -n "$number" ]; do
    case $attempted in *" $chapter/$name "*) ;; *) break ;; esac
    result=$RESULTS/$chapter/$name.result
    [ ! -f "$result" ] || break
    EXERCISE_QUIET=1 $MAKE --no-print-directory CACHED=1 "$result"
    [ -f "$result" ] || break
  done
}

stars_in_words() {
  case $stars in 1) echo "one star" ;; 2) echo "two stars" ;; *) echo "three stars" ;; esac
}

card() {
  line=$(grep -n '^[^/]*TODO(' "$file" 2> /dev/null | head -1 | cut -d: -f1)
  echo "next: exercise ${number#0}, $title"
  echo "  $(stars_in_words), about $minutes minutes, section $section of the book"
  case $state in
    failed) echo "  write in    $file   (your attempt does not pass yet)" ;;
    *) echo "  write in    $file${line:+, in the place of line $line, TODO(...)}" ;;
  esac
  echo "  test it     make exercise-$number; at every save: make watch-$number"
  echo "  stuck?      make hint-$number; the text is chapters/$chapter/chapter.md"
}

find_next
if [ -z "$number" ]; then
  echo "next: all exercises${within:+ of chapter $within} are passed"
else
  card
fi
# shellcheck disable=SC2046
set -- $(road score)
echo "  so far      $1 of $2 passed, $3 of $4 points; make progress shows the road"
[ -z "$number" ] || exec $MAKE --no-print-directory "ready-$number"
