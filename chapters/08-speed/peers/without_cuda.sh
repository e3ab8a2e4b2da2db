#!/bin/sh
# without_cuda.sh: let PyTorch start without the libraries of graphics cards.
#   without_cuda.sh FOLDER      torch/lib
# On x86-64 Linux PyTorch's wheel is linked to libraries that are as large as
# itself, and of which a processor runs nothing.  For each that is missing, or
# there in a version that lacks names, this makes one with the same names, in
# the same versions, and nothing behind them.
set -eu
cd "$1"

# The versions of names that others want of a library: objdump lists them below
# a line "required from LIBRARY:".
versions_of() { # library
  objdump -p ./*.so* 2> /dev/null | awk -v library="$1:" '
    /required from/ { ours = $3 == library; next }
    NF < 4 { ours = 0 }
    ours && !seen[$4]++ { print $4 }'
}

# A name is the library's if its version is, or if it begins as the library does.
names_of() { # library, its versions
  prefix=$(echo "${1#lib}" | tr A-Z a-z)
  nm -D --undefined-only ./*.so* 2> /dev/null |
    awk -v versions=" $2 " -v prefix="^${prefix%%.*}" '
      { split($2, part, "@") }
      ((part[2] != "" && index(versions, " " part[2] " ")) || tolower(part[1]) ~ prefix) &&
        !seen[part[1]]++ {
        printf "void %s(void);\nvoid %s(void) { __builtin_trap(); }\n", part[1], part[1]
      }'
}

# Missing ones, and those of the system whose name begins a name that nobody has.
wanting() {
  ldd -r libtorch_python.so 2>&1 | awk '
    /not found/ { print $1 }
    $2 == "=>" { prefix = tolower($1); sub(/^lib/, "", prefix); sub(/[.].*/, "", prefix)
                 library[prefix] = $1 }
    /^undefined symbol:/ { name[tolower($3)] }
    END { for (n in name) for (p in library) if (index(n, p) == 1) print library[p] }'
}

wanting | sort -u |
  while read -r missing; do
    source=$(mktemp -d)
    versions=$(versions_of "$missing" | tr '\n' ' ')
    names_of "$missing" "$versions" > "$source/names.c"
    # All names belong to the first version; the others only have to exist.
    names='{ global: *; };'
    for version in ${versions:-NONE}; do
      echo "$version $names"
      names='{ };'
    done > "$source/version"
    ${CC:-cc} -shared -fPIC -Wl,-soname,"$missing" \
      -Wl,--version-script="$source/version" "$source/names.c" -o "$missing"
    echo "$missing: $(grep -c trap "$source/names.c") names"
    rm -r "$source"
  done
