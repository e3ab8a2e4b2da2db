# check_c.awk FILE...: what clang-format does not see.  Lines fit 80 columns,
# functions fit a screen (those of tests are often tables and may be longer),
# and a suite of tests bears the name of its chapter and its module.
FNR == 1 { begin = 0 }
length > 80 { complain("more than 80 columns") }
/^{/ { begin = FNR }
/^}/ {
  if (begin && FNR - begin > LINES && FILENAME !~ /\/test_/)
    complain("a function of " FNR - begin - 1 " lines, more than " LINES - 1)
  begin = 0
}
/^TEST_MAIN/ && FILENAME ~ /^chapters\// {
  split($0, said, "\"")
  split(FILENAME, part, "/")
  want = part[2] "/" substr(part[3], 6, length(part[3]) - 7)
  if (said[2] != want) complain("the suite is called " said[2] ", not " want)
}
function complain(what) {
  print FILENAME ":" FNR ": " what
  bad = 1
}
BEGIN { LINES = 46 }
END { exit bad }
