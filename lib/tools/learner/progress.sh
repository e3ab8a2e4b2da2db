#!/bin/sh
# progress.sh RESULT...: tests what is new among the attempts, then draws the road so
# far.  From the Makefile: TABLE, RESULTS, MAKE.
. lib/tools/learner/road.sh
. lib/tools/learner/testing.sh
test_attempts "$@" || {
  echo "progress: the tests could not all be made (above)"
  exit 1
}
echo "The road so far (# passed, x failed, . to do):"
road chapters
# shellcheck disable=SC2046
set -- $(road score)
more="; make next opens the next one"
[ "$1" -lt "$2" ] || more=": all of them"
echo "  $1 of $2 exercises passed, $3 of $4 points$more"
