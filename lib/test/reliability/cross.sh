#!/bin/sh
# cross.sh [CHAPTERS...]: the tests of all chapters but 8 (or of those named) on
# other processors: 32 bits, with SSE2 and with the numbers of the x87, which are
# wider than they are stored, aarch64, and s390x, which counts its bytes from the
# other end.  Programs are static and run by qemu; Check has a stand-in.  A
# processor whose compiler or emulator is missing is skipped, and said so.  With
# QUICK=1 it is chapters 0 to 7, and an emulated processor runs of 6 and 7 the
# anchors alone: values that are known, which another order of bytes would change.
# Debian has them as qemu-user, gcc-i686-linux-gnu, gcc-aarch64-linux-gnu and
# gcc-s390x-linux-gnu.
set -u
quick='00 01 02 03 04 05 06 07'
all="$quick 09 10 11 12"
[ "${QUICK:-}" ] && all=$quick
chapters=${*:-$all}
failed=0

missing() { # a command
  command -v "$1" > /dev/null && return 1
  echo "cross: $machine skipped, $1 is missing"
}

# A compiler that links statically; its name is the build folder's.
try_machine() { # machine, compiler, emulator, flags
  machine=$1 compiler=$2 emulator=$3 flags=$4
  for tool in "$compiler" $emulator; do
    if missing "$tool"; then return; fi
  done
  # An emulator's times say nothing of a processor, and it takes its time.
  unset EMULATED
  if [ "$emulator" ]; then export EMULATED=quick; fi
  for chapter in $chapters; do
    pattern=_
    if [ "${QUICK:-}" ] && [ "$emulator" ] && [ "${chapter#0}" -gt 5 ]; then pattern=anchor; fi
    log=${BUILD:-build}/cross/$machine-$chapter.log
    mkdir -p "${log%/*}"
    if make --no-print-directory "check-$chapter" T=$pattern \
        BUILD="${BUILD:-build}/cross/$machine" \
        CC="$compiler $flags" RUNNER="$emulator" PATIENCE=20 \
        WIDTHS=16 SIMD_16= VECTOR_CFLAGS= \
        CFLAGS='-O1 -g1' CHECK_CFLAGS=-Ilib/test/reliability/standin CHECK_LIBS= \
        > "$log" 2>&1
    then
      echo "cross: $machine, chapter $chapter: $(tail -1 "$log")"
    else
      failed=$((failed + 1))
      echo "cross: $machine, chapter $chapter FAILED"
      grep -A2 'failed  \|rror:' "$log" | tail -40 | grep . || tail -5 "$log"
    fi
  done
}

try_machine i386 i686-linux-gnu-gcc '' '-static -msse2 -mfpmath=sse'
try_machine x87 i686-linux-gnu-gcc '' '-static -march=i686 -mno-sse -mfpmath=387'
try_machine aarch64 aarch64-linux-gnu-gcc qemu-aarch64 -static
try_machine s390x s390x-linux-gnu-gcc qemu-s390x -static
exit $((failed > 0))
