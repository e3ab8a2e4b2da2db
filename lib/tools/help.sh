#!/bin/sh
# help.sh: what a bare `make` prints.
cat << 'END'
The book in code: groups, rotations, harmonics, couplings, networks.

  make check            tests of every chapter, and the state of your exercises
  make check-03         one chapter    (T=parity: tests with parity in the name)
  make demo-03          run the program of chapter 3
  make tetris           train the network of chapter 7        (SEED=2  MINE=1)
  make book             PDF and HTML, in build/book    (book-03: one chapter)
  make plots            the figures only

  make exercise-03.2    test exercise 2 of chapter 3 in full
                        (SANITIZE=1: which line writes out of bounds, crashes)
  make hint-03.2        one more hint, each time
  make watch-03         test again on every save     (watch-03.2: one exercise)
  make reveal-03.2      our solution, once yours passes   (FORCE=1)
  make start            work in work/, which git ignores
  make progress         the road so far

  make grade DIR=folder grade a folder of submissions into grades/ (OUT=)
  make handout          the students' archive, without solutions
  make check-grader     submissions that cheat: none may score

  make check-solutions  the same tests on our solutions
  make wrong            prove that the tests catch known mistakes
                        (wrong-03: of one chapter; ONLY=name: one of them)
  make bench            fast kernels against plain ones and the machine's limits
                        (ONLY="harmonics training": some of it);
                        bench-compare OLD=file.csv says what got slower
  make bench-peers      and against other libraries (installs them in build/)
  make check-book  check-shapes  check-order  check-exercises
                        guards of pages, exercises and the chapters' order
  make memcheck         all suites under valgrind
  make format lint      layout of the code; cppcheck
  make compile_commands.json        for your editor, in build/
  make install          libtfn, headers, pkg-config  (PREFIX=/usr/local DESTDIR=)
  make doctor           which tools are here, which are missing, what to do
  make clean            remove build/

Choices, each built in a folder of its own: REAL=float  CC=clang  SANITIZE=1
NATIVE=1 (this processor's instructions)  OPENMP=1 (threads)  BUILD=folder
V=1 shows the commands.
Something missing?  ./setup make check   installs what the command needs.
END
