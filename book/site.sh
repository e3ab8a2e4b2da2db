#!/bin/sh
# site.sh BOOK SITE URL: everything a host of static pages needs, in one folder:
# pages, PDF, EPUB, the source as it is committed, a page for wrong addresses.  No
# page names the host; only the site map does, when its URL is given.
set -eu
book=$1 site=$2 url=${3%/}
rm -rf "$site.new"
mkdir -p "$site.new"
cp -R "$book/html/." "$site.new"
cp "$book/book-a4.pdf" "$book/book.epub" "$site.new"
if git rev-parse --git-dir > /dev/null 2>&1; then
  git archive --format=tar.gz --prefix=rotations-to-tfn/ -o "$site.new/source.tar.gz" HEAD
else
  tar -czf "$site.new/source.tar.gz" --exclude=./build --exclude=./work .
fi
# In the folder of the build these lie above the pages.
sed 's|href="\.\./|href="|g' "$book/html/index.html" > "$site.new/index.html"
# A wrong address.
cp "$(dirname "$0")/404.html" "$site.new"
: > "$site.new/.nojekyll"
printf 'User-agent: *\nAllow: /\n' > "$site.new/robots.txt"
if [ -n "$url" ]; then
  echo "Sitemap: $url/sitemap.xml" >> "$site.new/robots.txt"
  {
    echo '<?xml version="1.0" encoding="UTF-8"?>'
    echo '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    for page in "$site.new"/*.html; do
      page=$(basename "$page")
      [ "$page" = 404.html ] || echo "<url><loc>$url/$page</loc></url>"
    done
    echo '</urlset>'
  } > "$site.new/sitemap.xml"
fi
rm -rf "$site"
mv "$site.new" "$site"
echo "made $site: $(find "$site" -type f | wc -l) files, $(du -sm "$site" | cut -f1) MB"
