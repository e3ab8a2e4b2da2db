"""one_thread.py: JAX on one thread of this processor; import it before jax.

FAST_SIMD=32 holds our kernels to AVX2; then XLA is held to it, too.
"""
import os

FLAGS = ["--xla_cpu_multi_thread_eigen=false", "intra_op_parallelism_threads=1"]
if os.environ.get("FAST_SIMD") == "32":
    FLAGS.append("--xla_cpu_max_isa=AVX2")
os.environ["XLA_FLAGS"] = " ".join(FLAGS)
os.environ["JAX_PLATFORMS"] = "cpu"
