#!/bin/sh
# compile.sh LABEL OUTPUT COMMAND...: runs a compiler that is to make OUTPUT.
#
# Says LABEL once in every run of make (the Makefile empties the folder $SAID;
# an empty LABEL says nothing), and names a file that takes long.  COMMAND is
# given -o and a name of its own, which becomes OUTPUT when it is complete: of
# two makes at once none reads half a file of the other.
label=$1 output=$2
shift 2
. lib/tools/build/patience.sh
name=${output##*/}
new=${output%.o}.$$
trap 'enough; rm -f "$new" "$new.dep"; exit 1' INT TERM

[ -d "${output%/*}" ] || mkdir -p "${output%/*}"
if [ -n "$label" ] && [ ! -d "$SAID/$label" ]; then
  mkdir -p "$SAID"
  ! mkdir "$SAID/$label" 2> /dev/null || echo "compiling $label"
fi
dependencies=
case " $* " in *" -MMD "*) dependencies="-MF $new.dep -MT $output" ;; esac
[ -z "${V:-}" ] || echo "$* -o $output"

patience "  $name takes its time"
# shellcheck disable=SC2086
"$@" $dependencies -o "$new"
status=$?
enough
if [ "$status" -ne 0 ]; then
  rm -f "$new" "$new.dep"
  exit 1
fi
[ -z "$dependencies" ] || mv -f "$new.dep" "${output%.o}.d"
mv -f "$new" "$output"
