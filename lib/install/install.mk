# libtfn: the modules of all chapters as one library; libtfn-float with
# REAL=float.  Both can be installed side by side.
#   make install PREFIX=/usr/local DESTDIR=
# Not every shell expands the ~ of PREFIX=~/.local.
override PREFIX := $(patsubst ~/%,$(HOME)/%,$(PREFIX))
# pkg-config is asked from other folders.
ifeq ($(filter /%,$(firstword $(PREFIX))),)
  override PREFIX := $(CURDIR)/$(PREFIX)
endif
LIBDIR     ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
SOVERSION  := 0
LIBRARY    := tfn$(if $(filter float,$(REAL)),-float)

# Everything but what only the book's own programs use.
LIBRARY_OBJECTS := $(call objects,$(MODULES)) $(filter $(B)/lib/numerics/%,$(LIB_OBJECTS))
# A header is public when it marks what it exports; in reading order.
PUBLIC_HEADERS  := lib/numerics/api.h $(shell grep -l '^API_BEGIN' lib/*/*.h chapters/*/*.h)

# One object whose own calls cannot be taken over by a program's functions.
$(B)/lib$(LIBRARY).a: $(LIBRARY_OBJECTS) lib/install/archive.sh
	@CC='$(CC)' AR='$(AR)' sh lib/install/archive.sh $@ $(filter %.o,$^)

# The same for the shared library: -Bsymbolic.  The version of the names keeps
# double and float apart when one process loads both.
ifeq ($(shell uname -s),Darwin)
  SHARED := lib$(LIBRARY).$(SOVERSION).dylib
  SHARED_LINK := lib$(LIBRARY).dylib
  SHARED_FLAGS = -dynamiclib -install_name $(LIBDIR)/$(SHARED)
else
  SHARED := lib$(LIBRARY).so.$(SOVERSION)
  SHARED_LINK := lib$(LIBRARY).so
  SHARED_FLAGS = -shared -Wl,-soname,$(SHARED) -Wl,-Bsymbolic \
    -Wl,--version-script=$(B)/$(LIBRARY).map
endif
$(B)/$(LIBRARY).map: FORCE
	@echo 'lib$(subst -,_,$(LIBRARY))_$(SOVERSION) { global: *; };' | $(KEEP) $@
$(B)/$(SHARED): $(LIBRARY_OBJECTS) $(B)/$(LIBRARY).map
	$(call compiler) $(ALL_LDFLAGS) $(SHARED_FLAGS) $(filter %.o,$^) -lm

$(B)/$(LIBRARY).pc: FORCE
	@NAME='$(LIBRARY)' VERSION='$(VERSION)' \
	  PREFIX='$(PREFIX)' LIBDIR='$(LIBDIR)' INCLUDEDIR='$(INCLUDEDIR)' \
	  DEFINES='$(if $(filter float,$(REAL)),-DREAL_FLOAT)' PRIVATE='$(if $(OPENMP),-fopenmp )-lm' \
	  sh lib/install/pkgconfig.sh | $(KEEP) $@

.PHONY: library
library: $(B)/lib$(LIBRARY).a $(B)/$(SHARED) $(B)/$(LIBRARY).pc

install: library
	@VERSION='$(VERSION)' sh lib/install/headers.sh '$(DESTDIR)$(INCLUDEDIR)/tfn' $(PUBLIC_HEADERS)
	install -d '$(DESTDIR)$(LIBDIR)/pkgconfig'
	install -m 644 $(B)/lib$(LIBRARY).a '$(DESTDIR)$(LIBDIR)'
	install -m 755 $(B)/$(SHARED) '$(DESTDIR)$(LIBDIR)'
	ln -sf $(SHARED) '$(DESTDIR)$(LIBDIR)/$(SHARED_LINK)'
	install -m 644 $(B)/$(LIBRARY).pc '$(DESTDIR)$(LIBDIR)/pkgconfig'

# What is exported is what the headers declare, under the names of its module.
.PHONY: check-names
check-names: library
	@rm -rf $(B)/headers
	@VERSION='$(VERSION)' sh lib/install/headers.sh $(B)/headers/tfn $(PUBLIC_HEADERS)
	@REAL='$(REAL)' perl lib/install/check_names.pl $(B)/headers $(B)/$(SHARED) $(B)/lib$(LIBRARY).a

# Installed, found, linked and called as its users would.
.PHONY: check-install
check-install:
	@bash .ci/install
