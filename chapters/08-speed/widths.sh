#!/bin/sh
# widths.sh: what the Makefile must know about vectors before it compiles.
#   widths.sh all CC...     the widths, in bytes, of all kernels CC can make
#   widths.sh host CC...    the widest of them that this processor has
#   widths.sh running CC... all that it has
#   widths.sh excess CC...  how CC is told that a float is no more than a float
what=$1
shift

# The processor's own list of what it can do; empty where nobody tells.
features() {
  if [ -r /proc/cpuinfo ]; then
    sed -n '/^flags/{s/.*://;p;q;}' /proc/cpuinfo
  else
    sysctl -n machdep.cpu.features machdep.cpu.leaf7_features 2> /dev/null | tr 'A-Z\n' 'a-z '
  fi
}

has() { # feature...
  for f in "$@"; do
    case " $(features) " in *" $f "*) ;; *) return 1 ;; esac
  done
}

widest() {
  if has avx512f avx512vl avx512dq avx512bw; then echo 64
  elif has avx2 fma; then echo 32
  else echo 16; fi
}

accepts() { # option, compiler...
  option=$1
  shift
  "$@" -Werror "$option" -E -x c /dev/null > /dev/null 2>&1
}

if [ "$what" = excess ]; then
  accepts -fexcess-precision=fast "$@" && echo -fexcess-precision=fast
  exit 0
fi
case $("$@" -dumpmachine 2> /dev/null) in
  x86_64*|i?86*) most=$(widest) ;;
  *) echo 16; exit 0 ;;
esac
case $what in
  all) echo 16 32 64 ;;
  host) echo "$most" ;;
  running) for w in 16 32 64; do [ "$w" -le "$most" ] && printf '%s ' "$w"; done; echo ;;
esac
