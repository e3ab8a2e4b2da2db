"""npz_to_xyz.py FILE.npz [EVERY]: extended XYZ in eV and Angstrom of an archive of rMD17.

The archives of rMD17 (A. S. Christensen and O. A. von Lilienfeld, Mach. Learn.: Sci.
Technol. 1, 045018 (2020)) hold nuclear_charges, coords in Angstrom, energies in
kcal/mol and forces in kcal/mol/Angstrom; those of MD17 the same as z, R, E and F.
EVERY=100 writes every hundredth frame only.  Needs nothing but Python.
"""
import array
import ast
import struct
import sys
import zipfile

KCAL_EV = 4184 / (6.02214076e23 * 1.602176634e-19)
SYMBOL = {1: "H", 6: "C", 7: "N", 8: "O", 9: "F", 15: "P", 16: "S", 17: "Cl", 35: "Br"}
TYPES = {"f8": "d", "f4": "f", "i8": "q", "i4": "i", "i2": "h", "i1": "b", "u1": "B"}


def npy(data):
    """Numbers and shape of a file of numpy: a magic word, a header, then the numbers."""
    if data[:6] != b"\x93NUMPY":
        sys.exit("npz_to_xyz.py: an entry of the archive is no array of numpy")
    size = struct.unpack("<H" if data[6] == 1 else "<I", data[8:10 if data[6] == 1 else 12])[0]
    begin = 10 if data[6] == 1 else 12
    header = ast.literal_eval(data[begin:begin + size].decode("latin-1"))
    order, kind = header["descr"][0], header["descr"][1:]
    if header["fortran_order"] or kind not in TYPES:
        sys.exit(f"npz_to_xyz.py: arrays of kind {header['descr']} are not read")
    numbers = array.array(TYPES[kind], data[begin + size:])
    if (order == ">") != (sys.byteorder == "big") and order != "|":
        numbers.byteswap()
    return numbers, header["shape"]


def entry(archive, *names):
    """The array under the first of the names that the archive has."""
    for name in names:
        if f"{name}.npy" in archive.namelist():
            return npy(archive.read(f"{name}.npy"))
    sys.exit(f"npz_to_xyz.py: the archive has none of {', '.join(names)}, "
             f"but {', '.join(archive.namelist())}")


def main():
    """The frames one after the other."""
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: npz_to_xyz.py FILE.npz [EVERY] > FILE.xyz")
    every = int(sys.argv[2]) if len(sys.argv) == 3 else 1
    with zipfile.ZipFile(sys.argv[1]) as archive:
        charges, _ = entry(archive, "nuclear_charges", "z")
        places, shape = entry(archive, "coords", "R")
        energies, _ = entry(archive, "energies", "E")
        forces, _ = entry(archive, "forces", "F")
    frames, atoms = shape[0], shape[1]
    if len(charges) != atoms or len(energies) != frames or len(forces) != len(places):
        sys.exit("npz_to_xyz.py: the arrays do not fit each other")
    for k in range(0, frames, every):
        print(f"{atoms}\nProperties=species:S:1:pos:R:3:forces:R:3 "
              f"energy={energies[k] * KCAL_EV:.12g}")
        for i in range(3 * atoms * k, 3 * atoms * (k + 1), 3):
            numbers = [*places[i:i + 3], *(x * KCAL_EV for x in forces[i:i + 3])]
            print(SYMBOL[charges[i // 3 % atoms]], *(f"{x:.9g}" for x in numbers))


main()
