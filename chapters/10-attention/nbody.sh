#!/bin/sh
# nbody.sh: the longer run of the n-body task whose results the book shows.
#
#   make nbody ARGS=--help && sh chapters/10-attention/nbody.sh DEMO > nbody.csv
#
# DEMO is the program that the first command has built (build/.../10-attention/
# demo, in single precision).  Some minutes on one core; results to rounding, and
# seconds, depend on the machine.
set -e
demo=$1
file=$(mktemp)
trap 'rm -f "$file"' EXIT
run() { "$demo" --seed 1 --seeds 3 --test 2000 --rate 0.03 --csv "$file" "$@" >&2; }
for data in '' --common; do
  for model in linear invariant tfn attention 'tfn --hidden 41'; do
    # shellcheck disable=SC2086
    run $data --steps 2000 --model $model
  done
  run $data --steps 500 --model equiformer
done
echo '# sh chapters/10-attention/nbody.sh: 3 seeds, steps of 50 out of 3000, rate 0.03'
echo data,model,hidden,weights,seed,step,mse,equivariance,seconds
cat "$file"
