#!/bin/sh
# help.sh: what a bare `make` prints; lines of the chapters' rules.mk that begin
# with `#:` are among it.
cat << 'END'
The book in code: groups, rotations, harmonics, couplings, networks.

  make check            tests of every chapter, and the state of your exercises
  make check-03         one chapter    (T=parity: tests with parity in the name)
  make demo-03          run the program of chapter 3
END
sed -n 's/^#: /  /p' chapters/*/rules.mk lib/test/reliability/reliability.mk
cat << 'END'
  make book             PDF and HTML, in build/book    (book-03: one chapter)
  make book-source      the source that the chapters do not quote, on paper
  make plots            the figures only
  make live             the figures of the pages that can be taken hold of

  make next             the next exercise: what to do and where
  make exercise-03.2    test exercise 2 of chapter 3 in full
                        (SANITIZE=1: which line writes out of bounds, crashes)
  make watch            test whenever you save, then go on to the next exercise
                        (watch-03: of one chapter; watch-03.2: beginning there)
  make hint-03.2        one more hint, each time
  make reset-03.2       the stub again; your attempt is kept
END
# A handout has no solutions and nobody to grade.
[ ! -d solutions ] || echo '  make reveal-03.2      our solution, once yours passes   (FORCE=1)'
cat << 'END'
  make progress         the road so far
  make handin           pack your work for your teacher
                        (NAME="Ada Lovelace"  ASSIGNMENT="2.1 3.*" or a file)
  make start            work in work/, apart from what updates bring

END
[ ! -f lib/tools/author/handout.sh ] || cat << 'END'
  make grade DIR=folder grade a folder of submissions into grades/
                        (OUT=  ASSIGNMENT=  CLASS=  ONLY=  SEED=  UNSAFE=1)
  make classroom        files for GitHub Classroom and Gradescope
  make handout          the students' archive, without solutions
  make check-grader     submissions that cheat: none may score

END
[ ! -d solutions ] || cat << 'END'
  make check-solutions  the same tests on our solutions
  make wrong            prove that the tests catch known mistakes
                        (wrong-03: of one chapter; ONLY=name: one of them)
END
cat << 'END'
  make check-book  check-live  check-shapes  check-order  check-exercises
                        guards of pages, exercises and the chapters' order
  make memcheck         all suites under valgrind
  make format lint      layout of the code; cppcheck
  make compile_commands.json        for your editor, in build/
  make install          libtfn, headers, pkg-config  (PREFIX=/usr/local REAL=float)
  make doctor           which tools are here, which are missing, what to do
  make clean            remove build/

Choices, each built in a folder of its own: REAL=float  CC=clang  SANITIZE=1
NATIVE=1 (this processor's instructions)  OPENMP=1 (threads)  BUILD=folder
V=1 shows the commands.
Something missing?  ./setup make check   installs what the command needs.
END
