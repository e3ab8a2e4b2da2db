# exercises.awk: the one reader of what an exercise says about itself.
#   awk -f exercises.awk exercises/*/exercises.h exercises/*/[0-9]*_*.c > build/exercises.tsv
#
# It writes a line of names and then a line for each exercise, with a tab between columns:
#   number     1.2          chapter    01-groups       name       2_cayley
#   title      in Markdown  stars      1, 2 or 3       minutes    15
#   section    1.8          functions  those of exercises.h below the mark 1.2, with commas
# A stub whose head cannot be read gets a message, 0 stars and its name as the title.

FNR == 1 { begin_file() }
{ sub(/\r$/, "") }
in_header { read_prototypes($0); next }
FNR == 1 && !/^\/\* Exercise / { done = 1 }
!done { read_head($0) }
END { end_file(); write_table() }

function begin_file() {
  end_file()
  parts = split(FILENAME, part, "/")
  chapter = part[parts - 1]
  file = part[parts]
  in_header = file == "exercises.h"
  stub = in_header ? "" : FILENAME
  head = statement = mark = ""
  done = 0
}

function end_file() {
  if (stub != "") add_exercise()
}

# ---- exercises.h: a mark, then the prototypes that belong to it ----
function read_prototypes(line) {
  if (line ~ /^\/\* [0-9]+\.[0-9]+ \*\//) {
    mark = line
    gsub(/[^0-9.]/, "", mark)
    statement = ""
    return
  }
  if (line ~ /^[ \t]*(#|\/\*|\*)/) return
  statement = statement " " line
  if (line ~ /;[ \t]*$/) {
    if (statement ~ /\(/ && mark != "") add_function(statement)
    statement = ""
  }
}

function add_function(text) {
  sub(/[ \t]*\(.*/, "", text)
  sub(/^.*[^A-Za-z0-9_]/, "", text)
  functions[mark] = functions[mark] (functions[mark] == "" ? "" : ",") text
}

# ---- a stub: the first comment, up to an empty line ----
function read_head(line) {
  sub(/^\/\* /, "", line)
  if (line ~ /\*\/[ \t]*$/ || line ~ /^ \*[ \t]*$/) done = 1
  sub(/[ \t]*\*\/[ \t]*$/, "", line)
  sub(/^ \*[ \t]*/, "", line)
  head = head (head == "" || line == "" ? "" : " ") line
}

function add_exercise(    form, row, text) {
  form = "^Exercise [0-9]+\\.[0-9]+ \\((one star|two stars|three stars), [0-9]+ minutes, "
  form = form "section [0-9]+\\.[0-9]+\\): ."
  sub(/\.c$/, "", file)
  row = ++count
  chapters[row] = chapter
  names[row] = file
  numbers[row] = (chapter + 0) "." (file + 0)
  titles[row] = file
  if (head !~ form || word(head, 2) != numbers[row]) {
    complain(numbers[row])
    return
  }
  text = head
  stars[row] = text ~ /\(one/ ? 1 : text ~ /\(two/ ? 2 : 3
  minutes[row] = word(text, 5) + 0
  sections[row] = word(text, 8)
  gsub(/[^0-9.]/, "", sections[row])
  sub(/^[^:]*: */, "", text)
  gsub(/[ \t]+/, " ", text)
  titles[row] = text
}

function word(text, k,    words) {
  split(text, words, " ")
  return words[k]
}

function complain(number) {
  print stub ": the first line must read\n  /* Exercise " number \
    " (two stars, M minutes, section S): title" > "/dev/stderr"
}

# ---- the table, in the order of the book ----
function write_table(    i, k, row) {
  print "number\tchapter\tname\ttitle\tstars\tminutes\tsection\tfunctions"
  for (i = 1; i <= count; i++) order[i] = i
  for (i = 2; i <= count; i++)
    for (k = i; k > 1 && rank(order[k - 1]) > rank(order[k]); k--) {
      row = order[k]
      order[k] = order[k - 1]
      order[k - 1] = row
    }
  for (i = 1; i <= count; i++) write_row(order[i])
}

function rank(row) {
  return 1000 * (chapters[row] + 0) + names[row] + 0
}

function write_row(row) {
  print numbers[row] "\t" chapters[row] "\t" names[row] "\t" titles[row] "\t" stars[row] + 0 \
    "\t" minutes[row] + 0 "\t" sections[row] "\t" functions[numbers[row]]
}
