# shellcheck shell=sh disable=SC2034
# road.sh: read by scripts (`. lib/tools/learner/road.sh`): where a learner stands.
# From the Makefile: TABLE, the table of exercises, and RESULTS, a folder.
#   road score | next [NN] | row NN.K | chapters    as lib/tools/learner/road.awk says
#   read_row ROW     sets number chapter name title stars minutes section state file
road() {
  awk -v results="$RESULTS" -v show="$1" -v within="${2:-}" -v from="${2:-}" \
    -f lib/tools/learner/road.awk "$TABLE"
}

read_row() {
  IFS='|' read -r number chapter name title stars minutes section state << END
$1
END
  file=exercises/$chapter/$name.c
  [ ! -e "work/$chapter/$name.c" ] || file=work/$chapter/$name.c
}
