# libtfn: the modules of all chapters as one library.
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
# What a user of the library needs: not the test harness and the demos, and no
# header that only the modules' own files include.
LIBRARY_OBJECTS := $(call objects,$(MODULES)) $(filter-out %/demo.o %/progress.o,$(LIB_OBJECTS))
INTERNAL_HEADERS := anchors test_tools test_tools_fast demo_bench methods recursion twofold fast_radial simd_math stream
PUBLIC_HEADERS  := lib/real.h lib/random.h lib/matrix.h \
  $(sort $(filter-out $(INTERNAL_HEADERS:%=\%/%.h),$(wildcard chapters/*/*.h)))

$(B)/libtfn.a: $(LIBRARY_OBJECTS)
	@rm -f $@
	$(QUIET)$(AR) rcs $@ $^

ifeq ($(shell uname -s),Darwin)
  SHARED := libtfn.$(SOVERSION).dylib
  SHARED_LINK := libtfn.dylib
  SHARED_FLAGS = -dynamiclib -install_name $(LIBDIR)/$(SHARED)
else
  SHARED := libtfn.so.$(SOVERSION)
  SHARED_LINK := libtfn.so
  SHARED_FLAGS = -shared -Wl,-soname,$(SHARED)
endif
$(B)/$(SHARED): $(LIBRARY_OBJECTS)
	$(QUIET)$(CC) $(ALL_LDFLAGS) $(SHARED_FLAGS) $^ -o $@ -lm

$(B)/tfn.pc: lib/tfn.pc.in FORCE
	@mkdir -p $(@D)
	@sed -e 's|@PREFIX@|$(PREFIX)|; s|@LIBDIR@|$(LIBDIR)|; s|@INCLUDEDIR@|$(INCLUDEDIR)|; s|@VERSION@|$(VERSION)|' \
	  -e 's|@DEFINES@|$(if $(filter float,$(REAL)),-DREAL_FLOAT)|' $< > $@

.PHONY: library
library: $(B)/libtfn.a $(B)/$(SHARED) $(B)/tfn.pc

install: library
	install -d '$(DESTDIR)$(LIBDIR)/pkgconfig' '$(DESTDIR)$(INCLUDEDIR)/tfn'
	install -m 644 $(PUBLIC_HEADERS) '$(DESTDIR)$(INCLUDEDIR)/tfn'
	install -m 644 $(B)/libtfn.a '$(DESTDIR)$(LIBDIR)'
	install -m 755 $(B)/$(SHARED) '$(DESTDIR)$(LIBDIR)'
	ln -sf $(SHARED) '$(DESTDIR)$(LIBDIR)/$(SHARED_LINK)'
	install -m 644 $(B)/tfn.pc '$(DESTDIR)$(LIBDIR)/pkgconfig'
