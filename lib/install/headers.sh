#!/bin/sh
# headers.sh FOLDER HEADER...: puts the public headers into FOLDER, and beside
# them tfn.h, which includes them all.
folder=$1
shift
install -d "$folder"
umbrella=$folder/tfn.h
{
  echo "/* tfn.h: the whole library. */"
  echo "#ifndef TFN_H"
  echo "#define TFN_H"
  echo
  echo "#define TFN_VERSION \"$VERSION\""
  echo
} > "$umbrella.new"
for header; do
  name=${header##*/}
  # What is meant for the book's own build alone.
  grep -v '^#define REAL_INSIDE' "$header" > "$folder/$name.new"
  chmod 644 "$folder/$name.new"
  mv "$folder/$name.new" "$folder/$name"
  echo "#include \"$name\"" >> "$umbrella.new"
done
printf '\n#endif\n' >> "$umbrella.new"
chmod 644 "$umbrella.new"
mv "$umbrella.new" "$umbrella"
