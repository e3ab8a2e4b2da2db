#!/bin/sh
# ladder.sh: what each step from plain to fast is worth, on this machine.
#   ladder.sh FOLDER CSV
# One convolution with its weights (make bench ONLY=ladder) is built in FOLDER
# with one choice after the other, and run at each width of vectors from 32
# bytes on.  CSV gets the rows of all: build, bytes of a vector, and the row.
# CC and MAKE say by whom.
set -eu
folder=$1 csv=$2
widths=$(sh "$(dirname "$0")/widths.sh" running "$CC" | tr ' ' '\n' | grep -v '^16$' || true)
[ "$widths" ] || {
  echo "bench-ladder: this processor has no vectors of 32 bytes; make bench measures it"
  exit 2
}

# build NAME [VARIABLE=value]: all widths in one program.
build() {
  name=$1
  shift
  echo "bench-ladder: building $name"
  $MAKE --no-print-directory BUILD="$folder/$name" REAL=float CC="$CC" \
    WIDTHS="$(echo $widths)" "$@" \
    "$folder/$name/$(basename "$CC")-float/chapters/08-speed/demo_bench" > /dev/null
}

build plain VECTORS=                                # -O2 alone
build other FAST_OPTIONS='-DFAST_OTHER_WAY=1 -DFAST_ASKS=0'
build silent FAST_OPTIONS=-DFAST_ASKS=0
build all

rm -f "$csv.new"
for width in $widths; do
  for name in plain other silent all; do
    rows=$folder/$name-$width.csv
    FAST_SIMD=$width "$folder/$name/$(basename "$CC")-float/chapters/08-speed/demo_bench" \
      "$rows" ladder
    [ -s "$csv.new" ] || sed -n '1s/, vectors of [0-9]* bytes//p
      2s/^/build,bytes,/p' "$rows" > "$csv.new"
    sed -n "3,\$s/^/$name,$width,/p" "$rows" >> "$csv.new"
  done
done
mv "$csv.new" "$csv"
echo "bench-ladder: written to $csv"
