"""make.py MOLECULE [FRAMES]: frames of a molecule with energies and forces, made by xtb.

GFN2-xTB molecular dynamics at 500 K.  At the beginning of every stretch of 200 fs
all velocities are drawn anew from the Maxwell distribution (Andersen's thermostat);
the place where the stretch ends is a frame.  Its coordinates are rounded to 0.001
Angstrom first, and energy and forces are computed at the rounded place: what the
file says is true of exactly these coordinates.  The extended XYZ goes to stdout.

MOLECULE is ethanol, malonaldehyde, ammonia, or atoms for single atoms.
"""
import math
import os
import random
import subprocess
import sys
import tempfile

HARTREE_EV = 27.211386245988        # CODATA 2018
BOHR_ANGSTROM = 0.529177210903
KELVIN_HARTREE = 3.1668115634556e-6
DALTON_ELECTRONS = 1822.888486209   # unified atomic mass in masses of the electron
MASS_DALTON = {"H": 1.008, "C": 12.011, "N": 14.007, "O": 15.999}

TEMPERATURE_K = 500
STRETCH_PS = 0.2
DISCARDED = 20                      # stretches before the first frame
SEED = {"ethanol": 1, "malonaldehyde": 2, "ammonia": 3}
FRAMES = {"ethanol": 450, "malonaldehyde": 450, "ammonia": 840}

# Where the search for the minimum begins, in Angstrom.
START = {
    "ethanol": """C -0.82 -0.06 0.06  C 0.63 0.38 -0.01  O 1.27 -0.34 -1.05
        H -1.31 0.12 -0.89  H -1.34 0.48 0.85  H -0.87 -1.13 0.27
        H 0.68 1.46 -0.21  H 1.13 0.19 0.95  H 2.19 -0.08 -1.09""",
    "malonaldehyde": """O -1.28 -0.90 0  C -1.20 0.35 0  C 0 1.05 0  C 1.20 0.35 0
        O 1.28 -0.90 0  H 0.45 -1.35 0  H -2.10 0.95 0  H 0 2.13 0  H 2.10 0.95 0""",
    "ammonia": "N 0 0 0.1  H 0.94 0 -0.27  H -0.47 0.81 -0.27  H -0.47 -0.81 -0.27",
}

DYNAMICS = f"""$md
 time={STRETCH_PS}
 temp={TEMPERATURE_K}
 step=0.5
 dump={1000 * STRETCH_PS}
 nvt=false
 restart=true
 velo=false
 hmass=1
 shake=0
 sccacc=0.1
$end
"""


def xtb(folder, *words):
    """Runs xtb on one thread in the folder, or ends the program with its last words."""
    once = dict(os.environ, OMP_NUM_THREADS="1", MKL_NUM_THREADS="1", OMP_STACKSIZE="1G")
    done = subprocess.run(["xtb", "now.xyz", "--gfn", "2", *words], cwd=folder, env=once,
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"make.py: xtb {' '.join(words)} failed:\n{done.stdout[-2000:]}{done.stderr}")


def write_now(folder, species, places):
    """The geometry that the next call of xtb reads."""
    with open(f"{folder}/now.xyz", "w", encoding="ascii") as f:
        f.write(f"{len(species)}\n\n")
        for s, r in zip(species, places):
            f.write(f"{s} {r[0]:.12f} {r[1]:.12f} {r[2]:.12f}\n")


def fortran(text):
    """A number of Fortran, where the exponent is written with D."""
    return float(text.replace("D", "E"))


def centred(species, vectors):
    """The vectors (places or velocities) less their mean by mass."""
    masses = [MASS_DALTON[s] for s in species]
    mean = [sum(m * v[a] for m, v in zip(masses, vectors)) / sum(masses) for a in range(3)]
    return [[v[a] - mean[a] for a in range(3)] for v in vectors]


def minimum(folder, molecule):
    """Species and places (Angstrom) of the minimum of the energy."""
    words = START[molecule].split()
    species = words[::4]
    write_now(folder, species, [[float(x) for x in words[k + 1:k + 4]]
                                for k in range(0, len(words), 4)])
    xtb(folder, "--opt", "tight")
    with open(f"{folder}/xtbopt.xyz", encoding="ascii") as f:
        rows = [line.split() for line in f.readlines()[2:]]
    return species, [[float(x) for x in row[1:4]] for row in rows]


def stretch(folder, species, places, g):
    """The places (Angstrom) after a stretch of dynamics with velocities drawn from g."""
    spread = [math.sqrt(TEMPERATURE_K * KELVIN_HARTREE / (MASS_DALTON[s] * DALTON_ELECTRONS))
              for s in species]
    velocities = centred(species, [[g.gauss(0, s) for _ in range(3)] for s in spread])
    write_now(folder, species, places)
    with open(f"{folder}/mdrestart", "w", encoding="ascii") as f:
        f.write(" -1.0\n")
        for r, v in zip(places, velocities):
            numbers = [x / BOHR_ANGSTROM for x in r] + v
            f.write("".join(f"{x:22.14e}" for x in numbers).replace("e", "D") + "\n")
    xtb(folder, "--md", "--input", "md.inp")
    with open(f"{folder}/mdrestart", encoding="ascii") as f:
        rows = [line.split() for line in f.readlines()[1:]]
    return centred(species, [[fortran(x) * BOHR_ANGSTROM for x in row[:3]] for row in rows])


def energy_and_forces(folder, species, places):
    """eV and eV/Angstrom, from the file `gradient` that xtb writes in atomic units."""
    n = len(species)
    write_now(folder, species, places)
    if os.path.exists(f"{folder}/gradient"):
        os.remove(f"{folder}/gradient")
    xtb(folder, "--grad", "--acc", "0.01")
    with open(f"{folder}/gradient", encoding="ascii") as f:
        lines = f.read().splitlines()
    energy = float(lines[1].split("energy =")[1].split()[0])
    forces = [[-fortran(x) * HARTREE_EV / BOHR_ANGSTROM for x in line.split()]
              for line in lines[2 + n:2 + 2 * n]]
    return energy * HARTREE_EV, forces


def short(x):
    """Three digits behind the point, and no minus before zero."""
    text = f"{x:.3f}"
    return "0.000" if text == "-0.000" else text


def write_frame(folder, species, places):
    """One frame of extended XYZ; xtb is asked at the rounded places."""
    rounded = [[float(short(x)) for x in r] for r in places]
    energy, forces = energy_and_forces(folder, species, rounded)
    print(len(species))
    print(f"Properties=species:S:1:pos:R:3:forces:R:3 energy={energy:.5f}")
    for s, r, f in zip(species, rounded, forces):
        print(s, *map(short, r), *map(short, f))
    sys.stdout.flush()


def main():
    """Frames of one molecule, or of the single atoms."""
    if len(sys.argv) not in (2, 3) or sys.argv[1] not in [*START, "atoms"]:
        sys.exit(f"usage: make.py {'|'.join(START)}|atoms [FRAMES] > FILE")
    molecule = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        if molecule == "atoms":
            for s in MASS_DALTON:
                write_frame(folder, [s], [[0.0, 0.0, 0.0]])
            return
        frames = int(sys.argv[2]) if len(sys.argv) == 3 else FRAMES[molecule]
        with open(f"{folder}/md.inp", "w", encoding="ascii") as f:
            f.write(DYNAMICS)
        g = random.Random(SEED[molecule])
        species, places = minimum(folder, molecule)
        for k in range(DISCARDED + frames):
            places = stretch(folder, species, places, g)
            if k >= DISCARDED:
                write_frame(folder, species, places)


main()
