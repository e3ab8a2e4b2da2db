#!/bin/sh
# wide.sh [CC]: writes wide.txt: what a compiler makes of the loop in demo_wide.c
# for a processor whose registers hold 32 bytes, with vectors of 64 and of 32.
cd "$(dirname "$0")" || exit 1
cc=${1:-gcc}
loop() { # bytes
  echo
  echo "vectors of $1 bytes:"
  # The innermost loop: from the label that a jump backwards names to that jump.
  $cc -O3 -ffp-contract=fast -mavx2 -mfma -DBYTES="$1" -S demo_wide.c -o - | awk '
    /^[ \t]+\./ { next }
    { line[NR] = $0 }
    /^\.L[0-9]+:/ { at[substr($1, 1, length($1) - 1)] = NR }
    /^[ \t]+j/ && $2 in at { first = at[$2]; last = NR }
    END { for (i = first + 1; i <= last; i++) if (i in line) {
            sub(/^[ \t]+/, "", line[i]); split(line[i], part, "\t")
            printf "  %-12s %s\n", part[1], part[2] } }'
}
{ echo "$($cc --version | head -1), -O3 -mavx2 -mfma"; loop 64; loop 32; } > wide.txt
