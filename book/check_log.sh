#!/bin/sh
# check_log.sh LOG: fail on what a careful printer would not let pass.
#
# Overfull lines of more than 1pt, missing characters, references and citations
# that lead nowhere, labels defined twice.
LC_ALL=C awk '
  # The file that TeX reads: the last "(../tex/NAME.tex" seen.
  match($0, /\.\.\/tex\/[A-Za-z0-9_-]+\.tex/) { file = substr($0, RSTART + 7, RLENGTH - 7) }
  function bad(text) { print "  " (file == "" ? "" : file ": ") text; n++ }
  /^Overfull \\[hv]box/ {
    if (match($0, /\([0-9.]+pt too/)) {
      pt = substr($0, RSTART + 1, RLENGTH - 7) + 0
      if ($0 ~ /hbox/ && pt > 1) { bad($0); getline; print "      " substr($0, 1, 240) }
    }
    next
  }
  /Missing character/ { bad($0) }
  /LaTeX Warning: (Reference|Citation|Hyper reference|Label).*(undefined|multiply)/ { bad($0) }
  /has been referenced but does not exist|unreferenced destination/ { bad($0) }
  END { if (n) { print "make book: " n " faults in the typesetting, above"; exit 1 } }
' "$1"
