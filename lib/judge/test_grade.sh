#!/bin/sh
# test_grade.sh FOLDER: grades submissions made to cheat or to break the run,
# and two honest ones.  Required: the honest ones get their due, no hostile one
# scores, the run ends, and nothing outside was touched.
set -u
rm -rf "$1"
mkdir -p "$1"
top=$(cd "$1" && pwd)
root=$(pwd)
subs=$top/submissions
mkdir -p "$subs"
stub=$(echo exercises/01-*/1_*.c)
chapter=$(basename "$(dirname "$stub")")
name=$(basename "$stub")
victim=$top/victim
echo untouched > "$victim"
honest=$(($(find exercises -name '[0-9]*_*.c' | wc -l)))

# A hostile file is the stub with TODO replaced by a statement: it computes
# nothing, so whatever it scores it has stolen.
hostile() { # name, statement, text before everything
  mkdir -p "$subs/$1/$chapter"
  {
    printf '%s\n' "$3"
    awk -v code="$2" '/^ *TODO\(/ { print code; next } { print }' "$stub"
  } > "$subs/$1/$chapter/$name"
}
std='#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>'
posix="#define _GNU_SOURCE
$std
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>"

mkdir -p "$subs/a-honest" "$subs/a-untouched"
cp -r solutions/* "$subs/a-honest"
cp -r exercises/[0-9]* "$subs/a-untouched"
hostile exit        'exit(0);' "$std"
hostile _exit       '_exit(0);' "$posix"
hostile abort       'abort();' "$std"
hostile endless     'for (volatile int i = 0;; i++) ;' "$std"
hostile forkbomb    'for (int i = 0; i < 100000; i++) if (fork() == 0) for (;;) fork();' "$posix"
hostile memory      'for (int i = 0; i < 10; i++) { char *p = malloc((size_t)1 << 30); memset(p, 1, (size_t)1 << 30); }' "$std"
hostile stack       'eat(1);' 'static volatile int sink; int eat(int n); int eat(int n) { char big[65536]; big[n & 1023] = 1; sink = eat(n + 1) + big[5]; return sink; }'
hostile overwrite   "FILE *f = fopen(\"$victim\", \"w\"); if (f) { fputs(\"touched\", f); fclose(f); } unlink(\"$victim\"); remove(\"$victim\"); if (system(\"rm -f $victim\")) {}" "$posix"
hostile forge       'puts("  passed  1.1 forged (9 of 9 tests)\ncheck: 9 passed, 0 failed, 0 skipped"); fflush(stdout); for (int fd = 1; fd < 64; fd++) { if (write(fd, "end 0\nend 1\nend 2\n", 18) < 0) continue; }' "$posix"
hostile closepipe   'for (int fd = 0; fd < 1024; fd++) close(fd);' "$posix"
hostile reusepipe   'unsigned head[2] = {0, 64}; char zero[64] = {0}; for (int i = 0; i < 50; i++) { if (write(4, head, 8) < 0 || write(4, zero, 64) < 0) break; }' "$posix"
hostile testsymbols ';' 'int test_main(void); int test_main(void) { return 0; } void test_check_true(void); void test_check_true(void) {} int main(void) { return 0; }'
hostile libsymbols  ';' 'void judge_send(void); void judge_send(void) {} int worker_perform(unsigned f); int worker_perform(unsigned f) { return f == 0; }'
hostile constructor ';' "$posix
__attribute__((constructor)) static void early(void) { kill(getppid(), SIGKILL); kill(-1, SIGKILL); unlink(\"$victim\"); _exit(0); }"
hostile network     'int s = socket(AF_INET, SOCK_STREAM, 0); if (s >= 0) { FILE *f = fopen("'"$victim"'", "w"); if (f) fclose(f); }' "$posix"
hostile readmemory  'FILE *f = fopen("/proc/self/maps", "r"); char path[64]; snprintf(path, sizeof path, "/proc/%d/mem", getppid()); int m = open(path, O_RDWR); if (m >= 0) { if (write(m, "x", 1)) {} } if (f) fclose(f);' "$posix"
hostile readfiles   "int m = open(\"$root/exercises/$chapter/test_$name\", O_RDONLY); (void)m;" "$posix"
hostile broken      'this is not C' ''
# The whole solution, stolen at compile time.
for kind in absolute relative; do
  mkdir -p "$subs/include-$kind/$chapter"
  case $kind in
    absolute) path=$root/solutions/$chapter/$name ;;
    relative) path=../../../../../../../../../../../../../..$root/solutions/$chapter/$name ;;
  esac
  printf '#include "%s"\n' "$path" > "$subs/include-$kind/$chapter/$name"
done
mkdir -p "$subs/large/$chapter" "$subs/link/$chapter"
{ cat "solutions/$chapter/$name"; head -c 100000000 /dev/zero | tr '\0' '\n'; } > "$subs/large/$chapter/$name"
ln -s "$root/solutions/$chapter/$name" "$subs/link/$chapter/$name"
# Archives: an honest one, and one that climbs out of its folder.
(cd solutions && tar -czf "$subs/b-archive.tar.gz" "$chapter/$name")
# As a learning platform hands them out: spaces, a folder in a folder, an
# archive in a folder.
mkdir -p "$subs/c wrapped/hand in/exercises" "$subs/d wrapped archive"
cp -r "solutions/$chapter" "$subs/c wrapped/hand in/exercises"
cp "$subs/b-archive.tar.gz" "$subs/d wrapped archive"
# Who sends the whole book back has the stubs in it too, and here the solutions,
# which are not his.
mkdir -p "$subs/e whole, Übung/work/$chapter" "$subs/f stolen"
cp -r exercises "$subs/e whole, Übung"
cp "solutions/$chapter/$name" "$subs/e whole, Übung/work/$chapter"
cp -r exercises solutions "$subs/f stolen"
# A name that is nearly right is named, and an unknown kind of file too.
mkdir -p "$subs/g renamed/$chapter"
cp "solutions/$chapter/$name" "$subs/g renamed/$chapter/${name%.c} (1).c"
: > "$subs/h.rar"
mkdir -p "$top/deep/$chapter"
cp "solutions/$chapter/$name" "$top/deep/$chapter/$name"
(cd "$top/deep" && mkdir -p in && cd in && tar -P -cf "$subs/dotdot.tar" "../$chapter/$name")
rm -rf "$top/deep"
before=$(find "$subs" -type f | wc -l)

if ! "${MAKE:-make}" --no-print-directory grade DIR="$subs" OUT="$top/grades" > "$top/log" 2>&1; then
  tail -20 "$top/log"
  echo "check-grader: the run did not end well"
  exit 1
fi
bad=0
complain() { echo "check-grader: $*"; bad=$((bad + 1)); }
state() { # student: state of the exercise, from the details
  awk -F, -v s="$1" 'NR > 1 && $1 == s && $2 == "1.1" { print $(NF - 2) }' "$top/grades/details.csv"
}
checked=0
for path in "$subs"/*; do
  [ "$path" != "$subs/h.rar" ] || continue
  student=$(basename "$path" | sed 's/\.tar.*//; s/,/_/')
  got=$(state "$student")
  checked=$((checked + 1))
  case $student in
    a-honest | b-archive | "c wrapped" | "d wrapped archive" | "e whole_ Übung") [ "$got" = passed ] || complain "$student is honest and got: $got" ;;
    a-untouched | "f stolen") [ "$got" = "to do" ] || complain "$student, untouched stubs, got: $got" ;;
    link | dotdot | "g renamed") [ "$got" = missing ] || complain "$student got: $got" ;;
    *) [ "$got" = failed ] || complain "$student got: $got" ;;
  esac
done
whole=$(awk -F, 'NR > 1 && $1 == "a-honest" && $(NF - 2) == "passed"' "$top/grades/details.csv" | wc -l)
[ "$whole" -eq "$honest" ] || complain "the honest one passed $whole of $honest exercises"
# A title may take two lines of the stub's head: the report has all of it.
for file in exercises/[0-9]*/[0-9]*_*.c; do
  head=$(awk 'NR > 1 && !/^ \* *[^ ]/ { exit } { sub(/^ \* */, ""); printf "%s ", $0 }' "$file")
  id=$(echo "$head" | sed 's|^/. Exercise ||; s| .*||') title=$(echo "$head" | sed 's|.*[0-9]): ||; s| *$||')
  shown=$(awk -v id="$id" '$2 == id' "$top/grades/reports/a-honest.txt" | sed 's|^.* [0-9] of [0-9]  ||')
  [ "$shown" = "$title" ] || complain "$id is called \"$title\", the report says \"$shown\""
done
[ "$(cat "$victim" 2> /dev/null)" = untouched ] || complain "a file outside was touched"
[ "$(find "$subs" -type f | wc -l)" -eq "$before" ] || complain "files appeared among the submissions"
grep -q 'leaves the submission' "$top/grades/reports/dotdot.txt" || complain "dotdot is not explained"
grep -q 'not counted' "$top/grades/reports/g renamed.txt" || complain "a wrong name is not explained"
grep -q 'not graded.*h\.rar' "$top/log" || complain "h.rar is passed over in silence"
for file in grades.csv details.csv junit.xml grades.json; do
  [ -s "$top/grades/$file" ] || complain "$file is missing"
done
rm -rf "$subs/large"
grep '^grade: isolated' "$top/log"
echo "check-grader: $checked submissions, $((bad)) wrong"
[ "$bad" -eq 0 ]
