#!/bin/sh
# road.sh [README.md]: the README's table of chapters, from their openings.
# With a file: complains unless the table stands in it, word for word.  Kernels
# are parts of the modules that call them.
table() {
  echo '| chapter | title | you build | minutes |'
  echo '|---|---|---|---|'
  for file in chapters/[0-9]*/chapter.md; do
    folder=${file%/chapter.md}
    title=$(sed -n '1s/^# \(.*\) {#.*/\1/p' "$file")
    minutes=$(sed -n '1,60s/.*[^0-9]\([0-9][0-9]*\) minutes.*/\1/p' "$file" | head -1)
    modules=$(for c in "$folder"/*.c; do
      name=$(basename "$c" .c)
      case $name in test_* | gen_* | demo* | *_*_kernels) ;; *) printf '`%s` ' "$name" ;; esac
    done)
    number=$(basename "$folder")
    echo "| ${number%%-*} | [$title]($folder/chapter.md) | $modules| $minutes |"
  done
}
if [ $# -eq 0 ]; then
  table
  exit 0
fi
table | while IFS= read -r line; do
  grep -qxF "$line" "$1" || {
    echo "$1: this line of the road is missing or out of date:"
    echo "  $line"
    echo "  (sh lib/tools/author/road.sh prints all of them)"
    exit 1
  }
done
