# The live figures of the pages: C of the chapters in the browser.
#
#   make live         build/book/html/live: one WebAssembly module, and scripts
#   make check-live   every figure in a browser without a window, and check-bits
#                     (BROWSER=firefox: the lines of figures.tsv in Firefox)
#   make check-bits   the chapters' C gives the same bits as natively
#
# Needs clang, lld, wasi-libc and libclang-rt-dev-wasm32; ./setup make live
# installs them.  Without them the pages keep their still pictures.
LIVE_CC := clang --target=wasm32-wasi
LIVE_B  := $(BUILD)/wasm
LIVE    := $(BOOK)/html/live

# The chapters whose modules a figure may use.
LIVE_UPTO    := $(call chapter,07)
# Of later chapters single modules: the kernels of chapter 8 stay native.
LIVE_LATER   := 09-so2/so2.c 10-attention/softmax.c $(patsubst chapters/%,%, \
  $(foreach n,11 12,$(call module,$(call chapter,$(n)))))
LIVE_CHAPTERS := $(call upto,$(LIVE_UPTO)) $(foreach n,09 10 11 12,$(call chapter,$(n)))
# store.c writes files; there are none in a page.
LIVE_SOURCES := $(filter-out %/store.c,$(wildcard lib/numerics/*.c) \
  $(foreach c,$(call upto,$(LIVE_UPTO)),$(call module,$(c)))) $(LIVE_LATER:%=chapters/%)
LIVE_FIGURES := $(wildcard book/live/*.c)
live_objects  = $(patsubst %.c,$(LIVE_B)/%.o,$(1))

# Contraction is off as in the native build: the same bits.  The default stack
# of 64 KiB is too small for the lanes of the harmonics, and what overflows it
# would not be noticed but for --stack-first.
# size_t has 32 bits here, and NAN is a float: two warnings less.
LIVE_CFLAGS := -O3 -std=c11 $(WARNINGS) -Wno-shorten-64-to-32 -Wno-double-promotion \
  -ffp-contract=off -fvisibility=hidden -ffunction-sections -fdata-sections \
  $(if $(WERROR),-Werror)
LIVE_LINK := -mexec-model=reactor -Wl,--stack-first -Wl,-z,stack-size=1048576 \
  -Wl,--gc-sections -Wl,--strip-all -Wl,--export=malloc -Wl,--export=free
live_missing = $(shell echo 'int main(void) { return 0; }' > $(LIVE_B)/try.c; \
  $(LIVE_CC) $(LIVE_B)/try.c -o $(LIVE_B)/try.wasm 2> /dev/null || echo missing)

$(LIVE_B)/flags: FORCE
	@echo '$(LIVE_CC) $(LIVE_CFLAGS) $(LIVE_LINK)' | $(KEEP) $@

# Programs that write code run natively, as always.
define live_rules
$(LIVE_B)/chapters/$(1)/%.o: chapters/$(1)/%.c $(LIVE_B)/flags | $$(call generated,$(1))
	@sh lib/tools/build/compile.sh 'the live figures' $$@ $(LIVE_CC) $(LIVE_CFLAGS) \
	  $$(call includes,$(1)) -MMD -MP -c $$<
endef
$(foreach c,$(LIVE_CHAPTERS),$(eval $(call live_rules,$(c))))
$(LIVE_B)/lib/%.o: lib/%.c $(LIVE_B)/flags
	@sh lib/tools/build/compile.sh 'the live figures' $@ $(LIVE_CC) $(LIVE_CFLAGS) \
	  $(LIB_INCLUDES) -MMD -MP -c $<
$(LIVE_B)/book/live/%.o: book/live/%.c $(LIVE_B)/flags
	@sh lib/tools/build/compile.sh 'the live figures' $@ $(LIVE_CC) $(LIVE_CFLAGS) \
	  $(call includes,$(lastword $(LIVE_CHAPTERS))) -Ibook/live -MMD -MP -c $<

# What is declared with LIVE in front is visible to the page.
$(LIVE_B)/live.wasm: $(call live_objects,$(LIVE_FIGURES) $(LIVE_SOURCES))
	@sh lib/tools/build/compile.sh 'the live figures' $@ $(LIVE_CC) $(LIVE_LINK) \
	  $$(sed -n 's/^LIVE .*[ *]\([a-z_0-9]*\)(.*/-Wl,--export=\1/p' $(LIVE_FIGURES)) $^ -lm

# A page may not fetch a file from the folder it lies in, but it may run a script.
LIVE_SCRIPTS := $(patsubst book/live/%,$(LIVE)/%,$(wildcard book/live/*.js book/live/*.css))
$(LIVE)/%: book/live/%
	@mkdir -p $(@D)
	@cp $< $@
$(LIVE)/ammonia.js: chapters/12-physics/data/ammonia.xyz book/live/frames.sh
	@mkdir -p $(@D)
	@sh lib/tools/build/into.sh $@ sh book/live/frames.sh $<
ifeq ($(if $(filter live check-live book book-html check-book,$(GOALS)),$(shell \
  mkdir -p $(LIVE_B))$(live_missing)),missing)
$(LIVE)/wasm.js: FORCE
	@mkdir -p $(@D)
	@echo "live figures: no compiler for WebAssembly here, the pages keep their still" \
	  "pictures (./setup make live)"
	@echo 'live.program("");' > $@
else
$(LIVE)/wasm.js: $(LIVE_B)/live.wasm book/live/embed.sh
	@mkdir -p $(@D)
	@sh lib/tools/build/into.sh $@ sh book/live/embed.sh $<
endif

-include $(shell find $(LIVE_B) -name "*.d" 2>/dev/null)
.PHONY: live check-live
live: $(LIVE)/wasm.js $(LIVE)/ammonia.js $(LIVE_SCRIPTS)
book-html: live

# ---- the same bits natively and here ----
BITS_UPTO := $(call chapter,04)
$(B)/book/live/bits/bits: book/live/bits/bits.c $(B)/flags $(call objects_upto,$(BITS_UPTO)) \
  $(LIB_OBJECTS)
	$(call compiler,the live figures) $(ALL_CFLAGS) $(call includes,$(BITS_UPTO)) \
	  $(filter %.c %.o,$^) $(ALL_LDFLAGS) -lm
$(LIVE_B)/book/live/bits/%.o: book/live/bits/%.c $(LIVE_B)/flags
	@sh lib/tools/build/compile.sh 'the live figures' $@ $(LIVE_CC) $(LIVE_CFLAGS) \
	  $(call includes,$(BITS_UPTO)) -MMD -MP -c $<
$(LIVE_B)/bits.wasm: $(call live_objects,book/live/bits/bits.c $(LIVE_SOURCES))
	@sh lib/tools/build/compile.sh 'the live figures' $@ $(LIVE_CC) -Wl,--gc-sections $^ \
	  -Wl,-z,stack-size=1048576 -lm

.PHONY: check-bits
ifeq ($(shell command -v node),)
check-bits:
	@echo "check-bits: no node here, bits not compared (./setup make check-live)"
else
check-bits: $(B)/book/live/bits/bits $(LIVE_B)/bits.wasm
	@$(B)/book/live/bits/bits > $(LIVE_B)/bits.native
	@node lib/test/wasm/run.mjs $(LIVE_B)/bits.wasm > $(LIVE_B)/bits.here
	@diff $(LIVE_B)/bits.native $(LIVE_B)/bits.here && sed 's/^/the same bits: /' $(LIVE_B)/bits.here
endif

# ---- in a browser without a window; FIGURE=name tries one ----
check-live: book-html check-bits
	@BROWSER='$(BROWSER)' python3 book/live/check_live.py $(BOOK)/html $(FIGURE)
