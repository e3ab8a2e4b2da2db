# spills.awk: reads a listing (cc -S) and counts, in loops that contain no other
# loop and at least `least` multiply-adds, the vectors that are moved to the
# stack.  Prints one line for the file: loops, moves in all, most in one loop.
function finish() { label = ""; }
/^\.?L[A-Za-z0-9_$.]*:/ { label = $1; sub(/:.*/, "", label); fma = moves = 0; next }
/^[A-Za-z_][A-Za-z0-9_.]*:/ { finish(); next }
label == "" { next }
/fmla|fmadd|fnmadd|fmul|mulp[sd]/ { fma++ }
/mov[au]p[sd].*%[xyz]mm[0-9]+, *-?[0-9]*\(%[re][sb]p\)/ { moves++ }
/st[rp][ \t]+q.*\[sp/ { moves++ }
/^[ \t]+(j[a-z]+|b\.?[a-z]*|cbn?z[^,]*,|tbn?z[^,]*,[^,]*,)[ \t]/ {
  if (index($0, label) && $NF == label && fma >= least) {
    loops++
    all += moves
    if (moves > most) most = moves
  }
}
END {
  printf "%d loops, %d moves to the stack, at most %d in one\n", loops, all, most
  exit !(loops > 0 && most <= limit)
}
