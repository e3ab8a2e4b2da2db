#!/bin/sh
# test_html.sh [DIR]: the pages of the book: links and weight, then every page in a
# browser without a window.  Needs python3 and chromium; without them it says so.
set -u
dir=$(cd "${1:-build/book/html}" && pwd) || exit 1
here=$(cd "$(dirname "$0")" && pwd)
python=$(command -v python3) || { echo "test_html: no python3 here, pages not tested"; exit 0; }
"$python" "$here/test_links.py" "$dir" && "$python" "$here/test_weight.py" "$dir" &&
  "$python" "$here/test_pages.py" "$dir"
