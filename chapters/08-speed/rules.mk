# What is peculiar to chapter 8: the flags of its kernels, and its two programs
# that measure.
#: make bench            fast kernels against plain ones and the machine's limits
#:                       (ONLY="harmonics training": some of it);
#:                       bench-compare OLD=file.csv says what got slower
#: make bench-ladder     what each step from plain to fast is worth
#: make bench-peers      and against other libraries (installs them in build/)
#: make check WIDTHS=all fast kernels for all widths of vectors, each tested where
#:                       the processor can (otherwise the host's alone)
SPEED := chapters/$(HERE)
# Vectors in arguments: gcc notes that other processors pass them in another way.
# Exercises speak of vectors of 64 bytes, whatever the processor has.
$(HERE)_EXERCISE_CFLAGS := -Wno-psabi -DSIMD_BYTES=64
# What they are linked with: a learner need not wait for the kernels.
$(HERE)_EXERCISE_SOURCES := $(SPEED)/bench.c

# ---- kernels: fast_X_kernels.c is compiled once for each width of vectors ----
# WIDTHS is host, all, or some of 16 32 64; the library has all of them, and
# what FAST_SIMD asks a program to use is there.
# Wrong turns are tried in the host's, and compared with the narrowest.
FOR_USERS := $(filter library install check-names bench-peers,$(MAKECMDGOALS))
WIDTHS ?= $(if $(FOR_USERS),all,$(if $(filter wrong%,$(MAKECMDGOALS)),16) $(FAST_SIMD) host)
override WIDTHS := $(sort $(filter 16 32 64,$(WIDTHS)) \
  $(foreach w,$(filter all host,$(WIDTHS)),$(shell sh $(SPEED)/widths.sh $(w) $(CC))))
# What a file of each width is told, besides the width itself.
SIMD_16 ?=
SIMD_32 ?= -mavx2 -mfma
SIMD_64 ?= -mavx512f -mavx512vl -mavx512dq -mavx512bw -mfma -mprefer-vector-width=512

# Kernels ask for more of the compiler, never for -ffast-math: products and sums
# may fuse, errno is not set by sqrt, and a float is no more than a float where
# the processor would rather compute with more digits.  Whole debugging
# information would take half of the time to compile them.
FAST_CFLAGS := -O3 -g1 -ffp-contract=fast -fno-math-errno -Wno-psabi \
  $(shell sh $(SPEED)/widths.sh excess $(CC)) $(FAST_OPTIONS)
CHAPTER_FLAGS += $(FAST_CFLAGS) $(SIMD_16) $(SIMD_32) $(SIMD_64)
KERNELS := $(filter-out $(SPEED)/fast_kernels.c,$(wildcard $(SPEED)/*_kernels.c))
SPEED_INC := $(patsubst $(SPEED)/gen_%.c,$(B)/generated/$(HERE)/%.inc,$(wildcard $(SPEED)/gen_*.c))
# $(call at_widths,chapter,kernels): these files once for each width, and what
# else is wanted as NAME_WIDTH.o; a later chapter's rules.mk calls it, too.
define width_rules
$(B)/chapters/$(1)/%_$(2).o: chapters/$(1)/%.c $(B)/flags | $(SPEED_INC)
	$$(call compiler,$(1)) $$(ALL_CFLAGS) $$(FAST_CFLAGS) \
	  -DSIMD_BYTES=$(2) $$(SIMD_$(2)) $$(call includes,$(1)) -MMD -MP -c $$<
endef
at_widths = $(foreach k,$(2),$(eval $(k)_OBJECTS := $(WIDTHS:%=$(B)/$(k:.c=)_%.o))) \
  $(foreach w,16 32 64,$(eval $(call width_rules,$(1),$(w))))
$(call at_widths,$(HERE),$(KERNELS))

# Which widths there are is a file, as the flags are: fast_kernels.c includes it.
space := $(subst ,, )
$(B)/generated/$(HERE)/fast_widths.inc: FORCE
	@echo '#define SIMD_WIDTHS ($(subst $(space),+,$(strip $(WIDTHS))))' | $(KEEP) $@
$(B)/$(SPEED)/fast_kernels.o: $(B)/generated/$(HERE)/fast_widths.inc

# ---- tests: at every width that was built and that this processor has ----
# The programs choose the widest; FAST_SIMD makes them take another.  Shuffles
# are no part of a program that chooses, so they are compiled for each.
RUNNING := $(filter $(WIDTHS),$(shell sh $(SPEED)/widths.sh running $(CC)))
WIDEST  := $(firstword $(foreach w,$(FAST_SIMD) 64 32 16,$(filter $(w),$(RUNNING))) \
  $(lastword $(WIDTHS)))
WIDEST_CFLAGS := -DSIMD_BYTES=$(WIDEST) $(SIMD_$(WIDEST))
CHAPTER_FLAGS += $(WIDEST_CFLAGS)
$(B)/$(SPEED)/test_simd.o: private MORE_CFLAGS := $(FAST_CFLAGS) $(WIDEST_CFLAGS)
wrong-chapter-$(HERE): export KERNEL_WIDTH := $(WIDEST)
wrong-chapter-$(HERE): export OR_ELSE := FAST_SIMD=16
wrong-chapter-$(HERE): export KERNEL_FLAGS := -ffp-contract=fast $(WIDEST_CFLAGS)

OTHER_WIDTHS := $(filter-out $(WIDEST),$(RUNNING))
# $(call tests_at_widths,chapter,suites): besides the widest, which all are.
define width_tests
$(B)/results/$(1)/%-$(2).result: $(B)/chapters/$(1)/% FORCE
	@FAST_SIMD=$(2) sh lib/tools/build/run_suite.sh $$< $$@ $$(T)
check check-$(call number,$(1)): $(3:%=$(B)/results/$(1)/%-$(2).result)
endef
tests_at_widths = $(foreach w,$(OTHER_WIDTHS),$(eval $(call width_tests,$(1),$(w),$(2))))
$(call tests_at_widths,$(HERE),$(patsubst $(SPEED)/%.c,%,$(wildcard $(SPEED)/test_*.c)))
$(B)/results/$(HERE)/test_simd-%.result: $(B)/$(SPEED)/test_simd_% FORCE
	@sh lib/tools/build/run_suite.sh $< $@ $(T)

# ---- measuring: single precision, this machine, now ----
# make bench [ONLY="harmonics convolution"]
BENCH := $(B)/$(SPEED)/demo_bench
$(BENCH): $(call objects,$(sort $(wildcard $(SPEED)/demo_bench*.c))) \
  $(call objects_upto,$(HERE)) $(LIB_OBJECTS)
	$(call compiler) $^ $(ALL_LDFLAGS) -lm
.PHONY: bench
BENCH_CSV := $(B)/bench$(if $(ONLY),-part).csv
ifeq ($(origin REAL),file)
bench:
	@$(MAKE) --no-print-directory bench REAL=float
else
bench: $(BENCH)
	@$< $(BENCH_CSV) $(ONLY) && echo "bench: written to $(BENCH_CSV)"
endif

# make bench-compare OLD=file.csv [NEW=file.csv]: exit status 1 when slower
NEW ?= $(B:%-$(REAL)=%-float)/bench.csv
.PHONY: bench-compare
bench-compare:
	@[ -f '$(OLD)' ] && [ -f '$(NEW)' ] || { \
	  echo "bench-compare: make bench first, then OLD=file.csv [NEW=file.csv]"; exit 2; }
	@LC_ALL=C awk -f $(SPEED)/compare.awk '$(OLD)' '$(NEW)'

# make bench-ladder: one convolution, built with one choice after the other
.PHONY: bench-ladder
bench-ladder:
	@CC='$(CC)' MAKE='$(MAKE)' sh $(SPEED)/ladder.sh '$(BUILD)/ladder' '$(BUILD)/ladder.csv'

# make bench-peers: the same work by other libraries, on the same numbers
PEERS  ?= sphericart e3nn-jax e3nn
PYTHON ?= python3
.PHONY: bench-peers
ifneq ($(REAL),float)
bench-peers:
	@$(MAKE) --no-print-directory bench-peers REAL=float
else
bench-peers: library
	@PEERS='$(PEERS)' PYTHON='$(PYTHON)' CC='$(CC)' sh $(SPEED)/peers/peers.sh \
	  '$(BUILD)/peers' '$(B)/$(SHARED)' '$(B)/peers.csv' $(ARGS)
endif
