#!/bin/sh
# after.sh NN.K [PART]: after a run of one exercise: how many are passed, and what comes
# next (nothing when WATCHED is set: the caller says it).  Fails when the exercise
# failed, or the tests that were chosen (PART is their result).  From the Makefile:
# TABLE and RESULTS.
[ -z "${WATCHED:-}" ] || exit 0
if [ -n "${2:-}" ]; then
  case $(cat "$2") in *" 0 "*) exit 0 ;; *) exit 1 ;; esac
fi
. lib/tools/learner/road.sh
read_row "$(road row "$1")"
[ "$state" != failed ] || exit 1
[ "$state" = passed ] || exit 0
# shellcheck disable=SC2046
set -- $(road score)
echo "      $1 of $2 passed, $3 of $4 points"
read_row "$(road next)"
if [ -z "$number" ]; then
  echo "      that was the last one: make progress shows the road"
else
  echo "      next: ${number#0}, $title; make next opens it"
fi
