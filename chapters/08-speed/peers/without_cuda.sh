#!/bin/sh
# without_cuda.sh: let PyTorch start without the libraries of graphics cards.
#   without_cuda.sh FOLDER      torch/lib
# On x86-64 Linux PyTorch's wheel is linked to libraries that are as large as
# itself, and of which a processor runs nothing.  For each that is missing
# this makes one with the same names and nothing behind them.
set -eu
cd "$1"
ldd libtorch_python.so | awk '/not found/ {print $1}' | sort -u |
  while read -r missing; do
    source=$(mktemp -d)
    prefix=${missing#lib}
    # name@library, or a name that begins as the library's does
    nm -D --undefined-only ./*.so* 2> /dev/null |
      awk -v library="$missing" -v prefix="^${prefix%%.*}" '
        { split($2, part, "@") }
        (part[2] == library || part[1] ~ prefix) && !seen[part[1]]++ {
          printf "void %s(void);\nvoid %s(void) { __builtin_trap(); }\n",
                 part[1], part[1]
        }' > "$source/names.c"
    echo "$missing { global: *; };" > "$source/version"
    ${CC:-cc} -shared -fPIC -Wl,-soname,"$missing" \
      -Wl,--version-script="$source/version" "$source/names.c" -o "$missing"
    echo "$missing: $(grep -c trap "$source/names.c") names"
    rm -r "$source"
  done
