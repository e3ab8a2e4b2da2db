#!/bin/sh
# wasm.sh [CHAPTERS...]: the tests of all chapters but 8 (or of those named) under WebAssembly.
#
# The same sources are compiled by clang for WASI, whose size_t has 32 bits, with a harness for
# a place without processes, and run in node.  Every CASE of a suite's source must have passed,
# but those that absent.tsv names, with the reason.  Debian has the tools as clang, lld,
# wasi-libc, libclang-rt-14-dev-wasm32 and nodejs.
set -u
here=lib/test/wasm
chapters=${*:-00 01 02 03 04 05 06 07 09 10 11 12}
build=${BUILD:-build}/wasi
failed=0

# Suites that are compiled at all: not those of which every test is absent.
suites_of() { # chapter
  for file in chapters/"$1"-*/test_*.c; do
    suite=${file#chapters/}
    suite=${suite%.c}
    grep -q "^$suite	\*" $here/absent.tsv || echo "$suite"
  done
}

# A harness that lets a failing test pass would be found out here.
try_harness() {
  mkdir -p "$build"
  # shellcheck disable=SC2086
  $compiler -O1 -Ilib/test $here/fails.c $here/test.c -Wl,--stack-first -o "$build/test_fails" &&
    node $here/run.mjs "$build/test_fails" --result "$build/fails" > "$build/fails.log"
  read -r p f _ < "$build/fails"
  if [ "$p $f" != '1 5' ]; then
    echo "check-wasm: the harness sees $p pass and $f fail of tests of which five must fail"
    cat "$build/fails.log"
    exit 1
  fi
}

emulated=
for part in getpid signal process-clocks; do emulated="$emulated -lwasi-emulated-$part"; done
compiler="clang --target=wasm32-wasi -w -include $here/posix.h -D_WASI_EMULATED_GETPID \
-D_WASI_EMULATED_SIGNAL -D_WASI_EMULATED_PROCESS_CLOCKS"
# The number of tests in a suite's table, counted in its source after the preprocessor, as a
# CASE may come from another macro; without the absent ones.
wanted() { # suite
  # shellcheck disable=SC2086
  listed=$($compiler -std=c11 -E -P $(find lib chapters "$build"/clang-double/generated \
    -type d -exec printf -- '-I%s ' {} +) "chapters/$1.c" | tr -d '\n' |
    grep -oE '[{] *"[a-z][a-z0-9_]*" *, *[a-z][a-z0-9_]* *, *[0-9.]+ *[}]' | wc -l)
  echo $((listed - $(grep -c "^$1	" $here/absent.tsv)))
}

run_suites() { # suites
  unset MAKEFLAGS MAKELEVEL
  # shellcheck disable=SC2016,SC2046
  make --no-print-directory BUILD="$build" CC="$compiler" CFLAGS='-O2' VECTOR_CFLAGS= \
    LDFLAGS="-Wl,--stack-first -Wl,-z,stack-size=8388608 $emulated" \
    CHECK_CFLAGS= CHECK_LIBS= HARNESS='$(B)/lib/test/wasm/test.o' \
    WIDTHS=16 SIMD_16=-msimd128 RUNNER="node $here/run.mjs" \
    $(for s in "$@"; do echo "$build/clang-double/results/$s.result"; done)
}

try_chapter() { # chapter
  suites=$(suites_of "$1")
  log=$build/check-$1.log
  mkdir -p "$build"
  # shellcheck disable=SC2086
  run_suites $suites > "$log" 2>&1
  passed=0 expected=0
  for suite in $suites; do
    read -r p _ < "$build/clang-double/results/$suite.result" || p=0
    passed=$((passed + p)) expected=$((expected + $(wanted "$suite")))
  done 2> /dev/null
  if [ "$passed" -eq "$expected" ] && [ "$passed" -gt 0 ]; then
    echo "check-wasm: chapter $1: $passed passed of $expected"
  else
    echo "check-wasm: chapter $1: FAILED, $passed passed of $expected"
    grep -A 2 -E 'failed  |rror:' "$log" | tail -40
    failed=1
  fi
}

for tool in clang wasm-ld node; do
  command -v "$tool" > /dev/null || command -v "$tool-14" > /dev/null || {
    echo "check-wasm: $tool is missing: ./setup make check-wasm installs it"; exit 1; }
done
try_harness
for chapter in $chapters; do
  rm -f "$build"/clang-double/results/"$chapter"-*/*.result
  try_chapter "$chapter"
done
exit $failed
