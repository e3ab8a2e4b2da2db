# untouched.awk: which of a learner's files are as they were handed out.
#   awk -f untouched.awk stubs.txt FILE...   prints 01-groups/1_order for each such file
# Line ends and empty lines at the end make no difference.

FNR == 1 { compare(); reading = FILENAME; text = "" }
{ sub(/\r$/, "") }
NR == FNR && /^==== / { name = substr($0, 6); next }
NR == FNR { stub[name] = stub[name] trimmed($0, name) "\n"; next }
{ text = text trimmed($0, reading) "\n" }
END { compare() }

# Empty lines are held back until another line follows them.
function trimmed(line, of,  before) {
  if (line == "") {
    held[of] = held[of] "\n"
    return ""
  }
  before = held[of]
  held[of] = ""
  return before line
}

function compare(  part, n, key) {
  if (reading == "") return
  n = split(reading, part, "/")
  key = part[n - 1] "/" part[n]
  sub(/\n+$/, "", text)
  sub(/\n+$/, "", stub[key])
  if (key in stub && text != "" && text == stub[key]) {
    sub(/\.c$/, "", key)
    print key
  }
}
