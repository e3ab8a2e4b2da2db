#!/bin/sh
# stubs.sh: prints all stubs as one text, each below a line with its name: what
# `make reset-03.2` brings back, and what tells an untouched file from an attempt.
for stub in exercises/[0-9]*/[0-9]*_*.c; do
  grep -q 'TODO(' "$stub" || {
    echo "stubs: $stub is no stub, it has no TODO(...)" >&2
    exit 1
  }
  echo "==== ${stub#exercises/}"
  cat "$stub"
done
