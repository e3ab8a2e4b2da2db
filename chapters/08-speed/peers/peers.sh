#!/bin/sh
# peers.sh: install what can be installed, name what cannot, and compare.
#   peers.sh VENV LIBRARY CSV [options of peers.py]
# VENV is made once, LIBRARY is libtfn built with REAL=float.  PEERS says whom
# to install, PYTHON by which Python, CC who compiled the library.
set -u
venv=$1 library=$2 csv=$3
shift 3
here=$(dirname "$0")
python=${PYTHON:-python3}
peers=${PEERS-sphericart e3nn-jax e3nn}
log=$venv/install.log

give_up() {
  echo "bench-peers: $1"
  echo "bench-peers: nothing compared; make bench measures our side alone"
  exit 0
}

# ---- a Python of its own ----
has() { "$1" -c "import $2" > /dev/null 2>&1; }
make_venv() {
  command -v "$python" > /dev/null || give_up \
    "no $python; install Python 3.10 or later, or say PYTHON=path"
  # PyTorch is large: one that is installed already is used.
  site=; ! has "$python" torch || site=--system-site-packages
  "$python" -m venv $site "$venv" > /dev/null 2>&1 || give_up \
    "$python cannot make a virtual environment (Debian: install python3-venv)"
}

# install NAME MODULES REQUIREMENT...: nothing is done where these are there.
install() {
  name=$1 modules=$2
  shift 2
  if has "$venv/bin/python" "$modules"; then return 0; fi
  echo "bench-peers: installing $name"
  if "$venv/bin/pip" install --quiet --disable-pip-version-check --retries 1 \
    --only-binary :all: "$@" >> "$log" 2>&1; then return 0; fi
  echo "bench-peers: cannot install $name: $(grep -i error "$log" | tail -1)"
  return 1
}

# Without the two gigabytes of libraries for graphics cards that its wheel asks
# for: see without_cuda.sh.
install_torch() {
  has "$venv/bin/python" torch && return 0
  echo "bench-peers: PyTorch's wheel has 0.9 GB; a PyTorch that $python already"
  echo "bench-peers: has would be used instead (Debian: python3-torch, 0.15 GB)"
  install PyTorch torch.version --no-deps torch==2.15.0 || return 1
  lib=$("$venv/bin/python" -c 'import importlib.util as u, os
print(os.path.dirname(u.find_spec("torch").origin))')/lib
  has "$venv/bin/python" torch ||
    sh "$here/without_cuda.sh" "$lib" >> "$log" 2>&1
  has "$venv/bin/python" torch || {
    echo "bench-peers: PyTorch is installed but does not start; see $log"
    return 1
  }
}

install_peer() {
  case $1 in
  sphericart) install sphericart sphericart sphericart ;;
  e3nn-jax) install "e3nn-jax and JAX" e3nn_jax e3nn-jax numpy ;;
  e3nn) install "what e3nn needs" opt_einsum,sympy,filelock,networkx,jinja2,fsspec,setuptools \
      scipy sympy packaging typing-extensions opt-einsum filelock networkx jinja2 \
      fsspec setuptools numpy &&
    install_torch &&
    install opt-einsum-fx opt_einsum_fx --no-deps opt-einsum-fx &&
    install e3nn e3nn --no-deps e3nn==0.6.0 ;;
  *) echo "bench-peers: nobody knows $1" ;;
  esac
}

[ -x "$venv/bin/python" ] || make_venv
: > "$log"
install numpy numpy numpy || give_up "without numpy nothing can be compared"
for peer in $peers; do install_peer "$peer"; done

# ---- one thread each, and memory that is kept and not given back ----
model=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2> /dev/null | head -1)
compiler=$(${CC:-cc} --version | head -1)
xla="--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
# FAST_SIMD=32 holds our kernels to AVX2; then the others are held to it, too.
width=
if [ "${FAST_SIMD-}" = 32 ]; then
  width=", vectors of 32 bytes"
  xla="$xla --xla_cpu_max_isa=AVX2"
  export ATEN_CPU_CAPABILITY=avx2 ONEDNN_MAX_CPU_ISA=AVX2 \
    MKL_ENABLE_INSTRUCTIONS=AVX2 OPENBLAS_CORETYPE=Haswell
fi
# What somebody compiled yesterday does not count as compiled today.
exec env TORCHINDUCTOR_FORCE_DISABLE_CACHES=1 MALLOC_MMAP_THRESHOLD_=8589934592 \
  MALLOC_TRIM_THRESHOLD_=8589934592 \
  OMP_NUM_THREADS=1 MKL_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 \
  JAX_PLATFORMS=cpu PYTHONDONTWRITEBYTECODE=1 \
  XLA_FLAGS="$xla" \
  "$venv/bin/python" "$here/peers.py" "$library" --csv "$csv" \
  --where "${model:-$(uname -m)}$width, $compiler" "$@"
