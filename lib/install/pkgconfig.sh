#!/bin/sh
# pkgconfig.sh: prints the file for pkg-config.  From the environment: NAME,
# VERSION, PREFIX, LIBDIR, INCLUDEDIR, DEFINES, and PRIVATE for static links.
cat << END
prefix=$PREFIX
libdir=$LIBDIR
includedir=$INCLUDEDIR

Name: $NAME
Description: SO(3) representations and Tensor Field Networks in C
Version: $VERSION
Libs: "-L\${libdir}" -l$NAME
Libs.private: $PRIVATE
Cflags: "-I\${includedir}" $DEFINES
END
