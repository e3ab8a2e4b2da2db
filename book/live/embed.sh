#!/bin/sh
# embed.sh FILE.wasm: the module as a script, since browsers refuse to fetch a
# file from a folder on disk but do run a script that lies there.
set -eu
printf 'live.program("'
base64 < "$1" | tr -d '\n'
printf '");\n'
