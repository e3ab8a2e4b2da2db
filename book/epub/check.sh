#!/bin/sh
# check.sh FILE.epub: what epubcheck says of it, where epubcheck is; one complaint
# of it fails.  Debian's command is a Java archive, which not every kernel starts.
set -u
jar=/usr/share/java/epubcheck.jar
if command -v java > /dev/null && [ -f $jar ]; then
  check() { java -jar $jar "$@"; }
elif command -v epubcheck > /dev/null; then
  check() { epubcheck "$@"; }
else
  echo "epub: no epubcheck here, the EPUB is not checked"
  exit 0
fi
copy=$(mktemp -d) || exit 1
trap 'rm -rf "$copy"' EXIT
cp "$1" "$copy/book.epub"
check --failonwarnings "$copy/book.epub" > "$copy/log" 2>&1 && exit 0
grep -E '^(FATAL|ERROR|WARNING)' "$copy/log" | sed "s|$copy/||" | head -20
echo "epub: epubcheck is not content with $1"
exit 1
