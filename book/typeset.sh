#!/bin/sh
# typeset.sh: LuaLaTeX until nothing changes, then judge the log.
#
#   typeset.sh BOOKDIR NAME a4|letter "front : chapters : back" whole|one|source VERSION TITLE
#     SUBTITLE
set -u
dir=$1 name=$2 paper=$3 docs=$4 whole=$5 version=$6 title=$7 subtitle=$8
here=$(cd "$(dirname "$0")" && pwd)
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$here" log -1 --format=%ct 2>/dev/null || echo 0)}
FORCE_SOURCE_DATE=1
export SOURCE_DATE_EPOCH FORCE_SOURCE_DATE
mkdir -p "$dir/typeset"
cd "$dir/typeset" || exit 1
cat "$here"/tex/*.tex > "$name.preamble.new"
cmp -s "$name.preamble.new" "$name.preamble" ||
  rm -f "$name".aux "$name".toc "$name".out "$name".ind
mv "$name.preamble.new" "$name.preamble"

mono=$(fc-list -f '%{file}\n' 'JetBrains Mono' 2>/dev/null |
  grep 'JetBrainsMono-Regular.ttf' | head -n 1)
test -n "$mono" || { echo "make book: the face JetBrains Mono is missing: make doctor"; exit 1; }

# GNU's date, or else that of BSD.
date_of() {
  test "$SOURCE_DATE_EPOCH" = 0 && return
  LC_ALL=C date -u -d "@$SOURCE_DATE_EPOCH" '+%-d %B %Y' 2>/dev/null ||
    LC_ALL=C date -u -r "$SOURCE_DATE_EPOCH" '+%-d %B %Y'
}

latex() {
  printf '%s' "$1" | sed 's/[&%$#_]/\\&/g'
}
{
  printf '\\def\\bookpaper{%s}\\def\\bookmono{%s}\n' "$paper" "$(dirname "$mono")"
  printf '\\def\\bookversion{%s}\\def\\bookdate{%s}\n' "$(latex "$version")" "$(date_of)"
  printf '\\def\\booktitlepicture{../plots/03-real-harmonics/surfaces.pdf}\n'
  printf '\\def\\booktitle{%s}\\def\\booksubtitle{%s}\n' "$(latex "$title")" "$(latex "$subtitle")"
  if [ "$whole" = whole ]; then printf '\\def\\bookwhole{}\n'; fi
  if [ "$whole" = source ]; then printf '\\def\\booksource{}\n'; fi
  printf '\\def\\bookparts{'
  part=0
  for d in $docs; do
    if [ "$d" = : ]; then
      part=$((part + 1))
    else
      printf '\\bookpart{../tex/%s}\n' "$d"
    fi
  done
  printf '}\n\\input{book.tex}\n'
} > "$name.tex"

TEXINPUTS="$here/tex:" ; export TEXINPUTS
max_print_line=1000; export max_print_line

state() { cat "$name.aux" "$name.toc" "$name.idx" 2>/dev/null | cksum; }
pass=1
while :; do
  before=$(state)
  rm -f "$name.pdf" # its size would go into the next one
  lualatex -interaction=nonstopmode -halt-on-error -file-line-error "$name.tex" \
    > "$name.out.log" 2>&1 || {
    echo "make book: LuaLaTeX stopped on $name:"
    grep -A 6 -E '^(!|[^ ]+:[0-9]+:)' "$name.log" | head -n 20
    rm -f "$name.aux" "$name.toc" "$name.out"
    exit 1
  }
  if [ -s "$name.idx" ]; then
    makeindex -q -o "$name.ind" "$name.idx" 2> "$name.ilg" || cat "$name.ilg"
  fi
  [ "$(state)" = "$before" ] && break
  [ $pass -ge 4 ] && break
  pass=$((pass + 1))
done
sh "$here/check_log.sh" "$name.log" || {
  echo "  (the PDF as it is: $dir/typeset/$name.pdf; DRAFT=1 accepts it)"
  test -n "${DRAFT:-}" || exit 1
}
cp "$name.pdf" "../$name.pdf"
