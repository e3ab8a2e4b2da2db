#!/bin/sh
# hint.sh NN.K [STATE-FOLDER]: one more hint for an exercise, each time it is
# called: a question, then the equation, then the first line.
case $1 in
  *.*) ;;
  *) echo "hint: say which exercise, as in make hint-$1.1"; exit 1 ;;
esac
chapter=${1%%.*} number=${1#*.} state=$2
file=$(echo exercises/"$chapter"-*/hints.md)
[ -f "$file" ] || { echo "hint: there is no chapter $chapter with exercises"; exit 1; }
mkdir -p "$state"
given="$state/hints-$1"
level=$(($(cat "$given" 2> /dev/null || echo 0) + 1))
LC_ALL=C awk -v k="$number" -v upto="$level" '
  /^## / { inside = ($2 + 0 == k); next }
  inside && /^[0-9]+\. / { n++; }
  inside && n >= 1 && n <= upto && NF { print "  " $0 }
  END { exit n == 0 ? 3 : n <= upto ? 4 : 0 }' "$file"
case $? in
  3) echo "hint: chapter $chapter has no exercise $number with hints"; exit 1 ;;
  4)
    more=
    [ ! -d solutions ] || more="; make reveal-$1 shows the solution once yours passes"
    echo "  (that was the last hint$more)" ;;
  *) echo "$level" > "$given"
     echo "  (make hint-$1 again for one more)" ;;
esac
