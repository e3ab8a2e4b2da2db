#!/bin/sh
# fuzz.sh PROGRAM CORPUS SECONDS: strange input for so long, beginning with the
# corpus.  What is new stays in the build folder; what fails is named.
set -eu
program=$1 corpus=$2 seconds=$3
found=$program.found
mkdir -p "$found"
log=$program.log
if ! "$program" -max_total_time="$seconds" -max_len=8192 -timeout=10 -print_final_stats=1 \
    -artifact_prefix="$program." "$found" "$corpus" > "$log" 2>&1; then
  tail -40 "$log"
  echo "fuzz: ${program##*/} failed; the input is $program.crash-* (or leak-, timeout-)"
  exit 1
fi
runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
echo "fuzz: ${program##*/}: $runs inputs in $seconds s, none wrong"
