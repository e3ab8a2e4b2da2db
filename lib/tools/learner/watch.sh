#!/bin/sh
# watch.sh [NN or NN.K]: tests an exercise whenever its file is saved, and goes on to
# the next one when it passes: of all, of chapter NN, or beginning with NN.K.  When
# the chapter itself is edited, its tests run.  Ctrl-C stops it; nothing is cleared
# from the screen.  From the Makefile: TABLE, RESULTS, MAKE.
. lib/tools/learner/road.sh
. lib/tools/learner/stub.sh
asked=${1:-}
within=${asked%%.*}
[ "$within" = "$asked" ] || within=
snapshots=$(mktemp -d) || exit 1
trap 'rm -rf "$snapshots"' EXIT
trap 'echo; exit 0' INT TERM

check_asked() {
  case $asked in
    *.*) read_row "$(road row "$asked")" && [ -n "$number" ] && return ;;
    '') return ;;
    *) [ ! -d "$(echo chapters/"$asked"-*)" ] || return ;;
  esac
  echo "watch: there is no $asked; make watch-03 is for chapter 3, make watch-03.2 begins" \
    "with one exercise, make watch with the next"
  exit 2
}

# A checksum of every file that may be saved.
snapshot() {
  cksum work/[0-9]*/*.[ch] exercises/[0-9]*/[0-9]*_*.c exercises/[0-9]*/*.h \
    ${chapter:+chapters/"$chapter"/*.[ch]} 2> /dev/null
}

changed() { # the files whose lines differ, once each
  diff "$snapshots/old" "$snapshots/new" | sed -n 's/^[<>] [0-9]* [0-9]* //p' | sort -u
}

pause() { sleep 0.2 2> /dev/null || sleep 1; }

# ---- what is looked at now: the exercise `current` ----
open_next() {
  sh lib/tools/learner/next.sh "$within"
  read_row "$(road next "$within")"
  current=$number
}

open_asked() {
  read_row "$(road row "$asked")"
  current=$number
  echo "watch: exercise ${current#0}, $title; write in $file"
  $MAKE --no-print-directory "ready-$current"
}

verdict() { # NN.K
  echo "---- $(date +%H:%M:%S)  exercise $1 ----"
  WATCHED=1 $MAKE --no-print-directory "exercise-$1"
  read_row "$(road row "$1")"
  if [ "$state" != passed ]; then
    current=$1
  else
    open_next
  fi
}

# A file that was begun is tested before anything is saved; when it passes, so is the
# next one.
begin() {
  while [ -n "$current" ] && ! print_stub "$chapter/$name" | cmp -s - "$file"; do
    looked_at=$current
    verdict "$current"
    [ "$current" != "$looked_at" ] || break
  done
}

# Exercises whose files were saved, or else the chapter when it was edited.
respond() {
  for saved in $(changed); do
    case $saved in
      chapters/*) chapter_too=1 ;;
      */[0-9]*_*.c)
        k=${saved##*/} n=${saved%/*}
        k=${k%%_*} n=${n##*/}
        verdict "${n%%-*}.$k" ;;
      *) [ -z "$current" ] || verdict "$current" ;;
    esac
  done
  [ -z "${chapter_too:-}" ] || $MAKE --no-print-directory -k "check-${chapter%%-*}"
  chapter_too=
}

check_asked
case $asked in *.*) open_asked ;; *) open_next ;; esac
snapshot > "$snapshots/old"
begin
while [ -n "$current" ]; do
  [ -n "${said:-}" ] || echo "(waiting for you to save; Ctrl-C stops)"
  said=1
  pause
  # Nobody waits any more when make or the folder is gone.
  kill -0 "$PPID" 2> /dev/null && [ -f Makefile ] || exit 0
  snapshot > "$snapshots/new"
  # An editor may take a file away before it puts the new one there: look twice.
  if ! cmp -s "$snapshots/old" "$snapshots/new" && { sleep 0.1 2> /dev/null || sleep 1; } &&
    snapshot | cmp -s - "$snapshots/new"; then
    respond
    said=
    # What was saved while the tests ran is seen now.
    mv "$snapshots/new" "$snapshots/old"
  fi
done
