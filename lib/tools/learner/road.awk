# road.awk: where a learner stands, from the table of exercises and their results.
#   awk -v results=FOLDER -v show=score|next|row|chapters [-v from=01.3] [-v within=01] \
#     -f road.awk exercises.tsv
#
#   score      passed, all, points, of all: four numbers
#   next       the first exercise, in order, that is not passed; of chapter `within` alone
#              when that is given; nothing when all are passed
#   row        the exercise `from`
#   chapters   a line a chapter: its name and # passed, x failed, . to do
# An exercise is written as number, chapter, name, title, stars, minutes, section and
# state, with a | between them.

BEGIN { FS = "\t" }
FNR == 1 { next }
{
  number = substr($2, 1, 2) "." substr($1, index($1, ".") + 1)
  state = state_of($2 "/" $3)
  all++
  stars += $5
  if (state == "passed") {
    passed++
    points += $5
  }
  if ($2 != chapter) order[++chapters] = chapter = $2
  line[$2] = line[$2] " " (state == "passed" ? "#" : state == "failed" ? "x" : ".")
}
show == "row" && number == from { write() }
show == "next" && !found && state != "passed" && (within == "" || index(number, within ".") == 1) {
  found = 1
  write()
}
END {
  if (show == "score") print passed + 0, all + 0, points + 0, stars + 0
  for (i = 1; show == "chapters" && i <= chapters; i++)
    printf "  %-22s%s\n", order[i], line[order[i]]
}

function state_of(name,  text, file) {
  file = results "/" name ".result"
  if ((getline text < file) <= 0) text = ""
  close(file)
  return text == "1 0 0" ? "passed" : text ~ /^0 1 / ? "failed" : "to do"
}

function write(  title) {
  title = $4
  gsub(/[|`]/, " ", title)
  print number "|" $2 "|" $3 "|" title "|" $5 "|" $6 "|" $7 "|" state
}
