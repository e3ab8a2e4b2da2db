#!/bin/sh
# test_html.sh [DIR]: the pages of the book in a browser without a window.
#
# Every internal link leads somewhere, nothing is fetched from elsewhere, the
# console is silent, no page scrolls sideways at 360 px, formulas are there, the
# search finds.  Needs chromium and node; without them it says so and succeeds.
set -u
dir=$(cd "${1:-build/book/html}" && pwd) || exit 1
here=$(cd "$(dirname "$0")" && pwd)
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || browser=
python=$(command -v python3) || python=
test -n "$python" && { "$python" "$here/test_links.py" "$dir" || exit 1; }
if [ -z "$browser" ]; then echo "test_html: no chromium here, pages not opened"; exit 0; fi

scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
failed=0
for page in "$dir"/*.html; do
  name=$(basename "$page")
  # The page, with a probe that writes what it sees into the title.
  sed 's|</body>|<script src="probe.js"></script></body>|' "$page" > "$dir/probe-$name"
  cp "$here/test_probe.js" "$dir/probe.js"
  "$browser" --headless --no-sandbox --disable-gpu --allow-file-access-from-files \
    --user-data-dir="$scratch/profile" --window-size=360,740 --virtual-time-budget=6000 \
    --enable-logging=stderr --log-level=0 --dump-dom "file://$dir/probe-$name" \
    > "$scratch/dom" 2> "$scratch/log"
  rm -f "$dir/probe-$name" "$dir/probe.js"
  said=$(sed -n 's/.*<title>PROBE \(.*\)<\/title>.*/\1/p' "$scratch/dom" | head -n 1)
  if grep -E 'CONSOLE' "$scratch/log"; then echo "$name: the console is not silent"; failed=1; fi
  case $said in
    ok*) echo "$name: $said" ;;
    *) echo "$name: FAILED: ${said:-the page did not run}"; failed=1 ;;
  esac
done
[ $failed = 0 ] && echo "test_html: all pages pass"
exit $failed
