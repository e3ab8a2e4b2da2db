#!/bin/sh
# doctor.sh: every tool the book uses, its version, and how to get it.
row() { # name, version or empty, what it is for, the fix
  if [ -n "$2" ]; then
    printf '  %-12s %-24s %s\n' "$1" "$2" "$3"
  else
    printf '  %-12s %-24s %s\n' "$1" "MISSING" "$3; fix: $4"
    missing=$((missing + 1))
  fi
}
version() { # command, its version flag
  command -v "$1" > /dev/null 2>&1 || return 0
  found=$("$1" "$2" 2>&1 | head -1 |
    grep -oE '[0-9]+(\.[0-9]+)+[a-z0-9]*( patchlevel [0-9]+)?' | head -1)
  echo "${found:-found}"
}
package() { # of pkg-config
  pkg-config --modversion "$1" 2> /dev/null
}
font() { # file name of a font
  fc-list 2> /dev/null | grep -qi "$1" && echo found
}
texfile() {
  kpsewhich "$1" > /dev/null 2>&1 && echo found
}

wasi() { # a libc for WebAssembly
  for folder in /usr/lib/wasm32-wasi /usr/share/wasi-sysroot/lib/wasm32-wasi; do
    [ ! -f "$folder/libc.a" ] || echo found
  done | head -1
}

missing=0
echo "For make check, make tetris:"
row "C compiler" "$(version "${CC:-cc}" --version)" "compiles every chapter" "./setup make check"
row make "$(version make --version)" "runs everything" "./setup make check"
row pkg-config "$(version pkg-config --version)" "finds Check" "./setup make check"
row Check "$(package check)" "the tests" "./setup make check"
needed=$missing
echo "For make plots and make book:"
row gnuplot "$(version gnuplot --version)" "plots" "./setup make plots"
row pdftocairo "$(version pdftocairo -v)" "plots for the web" "./setup make plots"
row pandoc "$(version pandoc --version)" "the book" "./setup make book"
row lualatex "$(version lualatex --version)" "the PDF" "./setup make book"
row KOMA-Script "$(texfile scrbook.cls)" "the PDF" "./setup make book"
row tcolorbox "$(texfile tcolorbox.sty)" "the PDF" "./setup make book"
row Pagella "$(font pagella)" "text font" "./setup make book"
row "Pagella Math" "$(font pagella-math)" "math font" "./setup make book"
row "JB Mono" "$(font jetbrains)" "code font" "./setup make book"
row perl "$(version perl --version)" "the search; make wrong" "./setup make book"
row pyftsubset "$(version pyftsubset --version | sed 's/.*/found/')" "fonts of the pages" \
  "./setup make book"
row cwebp "$(version cwebp -version)" "lighter pictures" "./setup make book"
row "wasm-ld" "$(version wasm-ld --version)" "live figures" "./setup make live"
row "wasi-libc" "$(wasi)" "live figures" "./setup make live"
echo "For make grade:"
row python3 "$(version python3 --version)" "runs the grader" "./setup make grade"
row bwrap "$(version bwrap --version)" "isolates graded work" "./setup make grade"
echo "For those who work on the book:"
row clang "$(version clang --version)" "second compiler" "./setup make check CC=clang"
row clang-format "$(version clang-format --version)" "make format" "./setup make format"
row cppcheck "$(version cppcheck --version)" "make lint" "./setup make lint"
row aspell "$(version aspell --version)" "make lint" "./setup make lint"
row valgrind "$(version valgrind --version)" "make memcheck" "./setup make memcheck"
echo
if [ "$missing" -eq 0 ]; then
  echo "doctor: everything is there"
elif [ "$needed" -eq 0 ]; then
  echo "doctor: tests can run; missing above: $missing"
else
  echo "doctor: missing above: $missing; tests cannot run yet: ./setup make check"
fi
[ "$needed" -eq 0 ]
