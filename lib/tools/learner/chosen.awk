# chosen.awk: which exercises an assignment asks for.
#   awk -v words="2.1 3.* 04" -f chosen.awk exercises.tsv      numbers, chapters
#   awk -f chosen.awk assignment-file exercises.tsv            its section [exercises]
# Prints 01-groups/1_order for each, in order; complains of what it does not know and
# then fails.  An assignment without that section, and no words at all, ask for all.

BEGIN {
  FS = "\t"
  n = split(words, word, /[ ,]+/)
  for (i = 1; i <= n; i++) if (word[i] != "") ask(word[i])
}
FNR == 1 { table = FILENAME ~ /exercises\.tsv$/ }
{ sub(/\r$/, "") }
!table && /^\[/ { inside = $0 ~ /^\[exercises\]/; next }
!table && inside && /^[0-9*]/ { sub(/[ \t]*=.*/, ""); ask($0) }
!table || FNR == 1 { next }
{
  split($1, part, ".")
  if (!asked || take($1) + take(part[1] ".*") + take(part[1]) + take("*") > 0) print $2 "/" $3
}
END {
  for (w in wanted)
    if (!(w in taken)) {
      print "there is no exercise (and no file) " w "; write 2.1, or 2.* for a chapter" \
        > "/dev/stderr"
      bad = 1
    }
  exit bad
}

function ask(text) {
  sub(/^0+/, "", text)
  asked = wanted[text] = 1
}

function take(text) {
  if (!(text in wanted)) return 0
  return taken[text] = 1
}
