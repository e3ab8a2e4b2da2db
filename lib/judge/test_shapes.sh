#!/bin/sh
# test_shapes.sh GRADER SANITIZED FOLDER: grades our solutions with judges that
# notice a read or write beyond an array: the shapes of exercises.h must be
# those of the arrays that the tests pass.
set -u
rm -rf "$3"
mkdir -p "$3/submissions"
cp -r "$1" "$3/grade"
rm -rf "$3/grade/judge"
cp -r "$2/judge" "$3/grade/judge"
cp -r solutions "$3/submissions/solutions"
ASAN_OPTIONS=detect_leaks=0 GRADE_DIR=$(cd "$3/grade" && pwd) \
  CFLAGS_GRADE='-std=c11 -O2 -ffp-contract=off' BWRAP=$(sh lib/judge/bwrap.sh) \
  perl lib/judge/grade.pl "$3/submissions" "$3/grades" > "$3/log" || {
  tail "$3/log"
  exit 1
}
all=$(find exercises -name '[0-9]*_*.c' | wc -l)
passed=$(grep -c '^solutions,.*,passed,' "$3/grades/details.csv")
grep -A 8 '^failed' "$3/grades/reports/solutions.txt"
echo "check-shapes: $passed of $((all)) exercises pass with sanitized judges"
[ "$passed" -eq "$((all))" ]
