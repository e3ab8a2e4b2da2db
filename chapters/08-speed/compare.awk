# compare.awk: what got slower by more than the noise.
#   awk -f compare.awk OLD.csv NEW.csv
# A row is slower when its fastest round now is slower than its slowest round
# then: the two ranges do not meet.  Exit status 1 when there is one.
BEGIN { FS = ","; comma = ("1.5" + 0 == 1) }
# In some languages awk reads numbers with a comma: there the point becomes one.
function number(text) {
  if (comma) sub(/\./, ",", text)
  return text + 0
}
{ for (k = 7; k <= 9; k++) $k = number($k) }
/^#/ || $1 == "work" || $7 <= 0 || $8 <= 0 { next }
{ key = $1 " l=" $2 " C=" $3 " size=" $4 " T=" $5 }
FNR == NR { low[key] = $8; high[key] = $9; old[key] = $7; next }
!(key in old) { print "new     " key; next }
{ seen++ }
$8 > high[key] { slower++; word = "slower" }
$9 < low[key] { word = "faster" }
word { printf "%-7s %-44s %10.4g ns -> %10.4g ns\n", word, key, old[key], $7 }
{ word = "" }
END {
  printf "bench-compare: %d compared, %d slower\n", seen, slower
  exit seen == 0 || slower > 0
}
