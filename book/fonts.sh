#!/bin/sh
# fonts.sh DIR SIGNS FILE...: the faces of the book beside its pages, so that no
# page needs the network: of each face only the signs that the pages use, as WOFF2
# for the pages and as it is for the EPUB.  SIGNS is a list like U+0020,U+0041.
# Without pyftsubset a face is missing and pages name substitutes.
set -u
dir=$1 signs=$2; shift 2
mkdir -p "$dir" "$dir/../../fonts"
rm -f "$dir"/*.otf "$dir"/*.ttf "$dir/stamp"
command -v pyftsubset > /dev/null || {
  echo "fonts.sh: no pyftsubset here (package fonttools): pages without faces of their own" >&2
  exit 0
}
for file in "$@"; do
  path=$(kpsewhich "$file" 2>/dev/null)
  test -n "$path" || path=$(fc-list -f '%{file}\n' 2>/dev/null | grep "/$file\$" | head -n 1)
  if [ -z "$path" ]; then echo "fonts.sh: no $file here" >&2; continue; fi
  # In formulas the variants for scripts, in text kerning and ligatures.
  for form in woff2 same; do
    out="$dir/${file%.*}.woff2" flavour=--flavor=woff2
    [ $form = woff2 ] || { out="$dir/../../fonts/$file" flavour=; }
    pyftsubset "$path" --unicodes="$signs" --layout-features+=ssty,dtls --no-hinting \
      --drop-tables+=FFTM --output-file="$out" $flavour || exit 1
  done
done
