#!/bin/sh
# handout.sh ARCHIVE: what a teacher gives to students: everything but the
# solutions, the wrong turns, the grader's own tests and answers, and what only an
# author needs.  patterns.tsv goes along: it holds questions, no answers.
set -eu
archive=$1
# Whoever tried the exercises himself would give his answers away.
solved=0
for stub in exercises/[0-9]*/[0-9]*_*.c; do
  ! grep -q 'TODO(' "$stub" || continue
  number=${stub#exercises/}
  number=${number%%-*}.$(basename "$stub" | cut -d_ -f1)
  echo "handout: $stub is solved; make reset-$number brings the stub back and keeps yours" >&2
  solved=1
done
[ "$solved" -eq 0 ] || exit 1

# The README without what a student does not have: whole sections, and lines about
# solutions, wrong turns and grading.
student_readme() {
  awk '
    /^## / { skip = /^## (In a classroom|Contributing)/ }
    skip { next }
    /`make (check-solutions|wrong|grade|handout|check-grader|check-book|bench-peers)/ { next }
    /^make reveal-/ { next }
    { gsub(/ `reveal-`,/, ""); print }' README.md
}

mkdir -p "$(dirname "$archive")"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/handout"
tar -cf - --exclude='wrong.tsv' --exclude='exercises/grader/test*' \
  --exclude='exercises/grader/known' --exclude='lib/tools/author/handout.sh' \
  --exclude='lib/tools/author/stubs.sh' --exclude='lib/tools/author/wrong_turns.pl' \
  --exclude='*~' --exclude='.*.sw?' --exclude='.DS_Store' --exclude='__pycache__' \
  Makefile setup LICENSE .clang-format .gitignore lib chapters exercises book |
  (cd "$folder/handout" && tar -xf -)
student_readme > "$folder/handout/README.md"
tar -czf "$archive" -C "$folder" handout
echo "handout: $archive ($(($(wc -c < "$archive") / 1024)) KB)"
