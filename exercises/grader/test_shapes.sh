#!/bin/sh
# test_shapes.sh STAGE SANITIZED-STAGE FOLDER: grades our solutions with judges
# that notice a read or write beyond an array: the shapes of exercises.h must be
# those of the arrays that the tests pass.  GRADE is the grader's command.
set -u
rm -rf "$3"
mkdir -p "$3/submissions/solutions"
cp -r solutions/* "$3/submissions/solutions"
sh -c "$GRADE --unsafe --judges '$2/judge' --out '$3/grades' -- '$3/submissions'" \
  > "$3/log" 2>&1 || {
  tail "$3/log"
  exit 1
}
all=$(find exercises -name '[0-9]*_*.c' | wc -l)
passed=$(grep -c '^solutions,.*,passed,' "$3/grades/details.csv")
grep -A 8 '^failed' "$3/grades/reports/solutions.txt"
echo "check-shapes: $passed of $((all)) exercises pass with sanitized judges"
[ "$passed" -eq "$((all))" ]
