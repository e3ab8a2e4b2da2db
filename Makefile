# The one entry to the book.  `make` alone prints what there is.
# The rules for the book itself are in book/book.mk, those for exercises in
# exercises/exercises.mk; everything that is made goes to build/.

# ---- choices: make check REAL=float CC=clang SANITIZE=1 NATIVE=1 OPENMP=1 ----
REAL     ?= double
SANITIZE ?=
NATIVE   ?=
OPENMP   ?=
WERROR   ?=
PREFIX   ?= /usr/local
DESTDIR  ?=
T        ?=
VERSION  := 0.1.0
# Degrees up to which chapter 3 generates straight-line code.
GENERATED_LMAX ?= 8

ifneq ($(filter-out double float,$(REAL)),)
  $(error REAL=$(REAL): the precision is either double or float)
endif

VARIANT := $(notdir $(firstword $(CC)))-$(REAL)$(if $(SANITIZE),-sanitize)$(if $(NATIVE),-native)$(if $(OPENMP),-openmp)
# BUILD=folder builds elsewhere.
BUILD   ?= build
# One spelling for a folder in here: dependency files hold paths as written.
ifneq ($(filter /%,$(BUILD)),)
  override BUILD := $(patsubst $(CURDIR)/%,%,$(abspath $(BUILD)))
endif
B       := $(BUILD)/$(VARIANT)

WARNINGS := -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow \
            -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wdouble-promotion
CFLAGS   ?= -O2 -g
comma := ,
# NATIVE=1: with AVX-512 gcc would still cut moves of 64 bytes in two.  Only
# compilers for x86 know the second option.
ifneq ($(NATIVE),)
  NATIVE_CFLAGS := -march=native $(shell $(CC) -march=native -mprefer-vector-width=512 -E -x c /dev/null > /dev/null 2>&1 && echo -mprefer-vector-width=512)
endif
# Contraction to fused multiply-adds is off: the same numbers everywhere.
ALL_CFLAGS := -std=c11 $(WARNINGS) $(CFLAGS) -fPIC -ffp-contract=off \
  $(if $(filter float,$(REAL)),-DREAL_FLOAT) \
  $(if $(SANITIZE),-fsanitize=address$(comma)undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer) \
  $(NATIVE_CFLAGS) $(if $(OPENMP),-fopenmp) $(if $(WERROR),-Werror)
ALL_LDFLAGS := $(LDFLAGS) $(if $(OPENMP),-fopenmp) $(if $(SANITIZE),-fsanitize=address$(comma)undefined)

CHECK_CFLAGS = $(shell pkg-config --cflags check 2>/dev/null)
CHECK_LIBS   = $(shell pkg-config --libs check 2>/dev/null)

# ---- chapters, in reading order ----
CHAPTERS := $(sort $(notdir $(wildcard chapters/[0-9][0-9]-*)))
number    = $(firstword $(subst -, ,$(1)))
chapter   = $(filter $(1)-%,$(CHAPTERS))
# The chapters up to and including $(1): all that chapter $(1) may include.
upto      = $(foreach c,$(CHAPTERS),$(if $(filter $(1),$(lastword $(sort $(c) $(1)))),$(c)))
before    = $(filter-out $(1),$(call upto,$(1)))
includes  = -Ilib $(foreach c,$(call upto,$(1)),-Ichapters/$(c) -I$(B)/generated/$(c))
# A chapter's module: every source that is not its test, demo or generator.
module    = $(filter-out $(foreach p,test_ gen_ demo,chapters/$(1)/$(p)%),$(sort $(wildcard chapters/$(1)/*.c)))
objects   = $(patsubst %.c,$(B)/%.o,$(1))

# What people type: check-3 is check-03, exercise-3.2 is exercise-03.2.
NUMBERED := check demo plots wrong book exercise hint reveal watch
SHORT := $(filter $(foreach n,$(NUMBERED),$(foreach d,1 2 3 4 5 6 7 8 9,$(n)-$(d) $(n)-$(d).%)),$(MAKECMDGOALS))
GOALS := $(foreach g,$(MAKECMDGOALS),$(if $(filter $(SHORT),$(g)),$(subst -,-0,$(g)),$(g)))
.PHONY: $(SHORT)
$(foreach g,$(SHORT),$(eval $(g): $(subst -,-0,$(g))))

LIB_SOURCES := $(filter-out lib/test.c,$(sort $(wildcard lib/*.c)))
LIB_OBJECTS := $(call objects,$(LIB_SOURCES))
MODULES     := $(foreach c,$(CHAPTERS),$(call module,$(c)))
HEADERS     := $(sort $(wildcard lib/*.h) $(wildcard chapters/*/*.h))
ALL_C       := $(sort $(wildcard lib/*.c lib/judge/*.c chapters/*/*.c exercises/*/*.c solutions/*/*.c))

# The fast kernels of chapter 8 ask for more of the compiler, never for
# -ffast-math: products and sums may fuse, and errno is not set by sqrt.
# Whole debugging information would take half of the time to compile them.
FAST_CFLAGS := -O3 -g1 -ffp-contract=fast -fno-math-errno -Wno-psabi

.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: help check memcheck plots tetris format format-check lint install clean doctor FORCE

help:
	@sh lib/tools/help.sh

# ---- compiling ----
# The flags are a file: when they change, everything is compiled again.
$(B)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) $(GENERATED_LMAX) $(FAST_CFLAGS)' > $@.new
	@cmp -s $@.new $@ || mv $@.new $@; rm -f $@.new

$(B)/lib/%.o: lib/%.c $(B)/flags
	@mkdir -p $(@D)
	$(QUIET)$(CC) $(ALL_CFLAGS) -Ilib $(if $(filter test,$*),$(CHECK_CFLAGS)) -MMD -MP -c $< -o $@

$(B)/lib/test.o: | need-check

# A program gen_NAME.c writes NAME.inc, which a module of its chapter includes.
define chapter_rules
$(B)/chapters/$(1)/%.o: chapters/$(1)/%.c $(B)/flags | $$(call generated,$(1))
	@mkdir -p $$(@D)
	$$(QUIET)$$(CC) $$(ALL_CFLAGS) $$(if $$(filter fast_% test_simd,$$*),$$(FAST_CFLAGS)) $$(call includes,$(1)) -MMD -MP -c $$< -o $$@

$(B)/generated/$(1)/%.inc: $(B)/chapters/$(1)/gen_%
	@mkdir -p $$(@D)
	@echo "generating $$@"
	@$$< $(GENERATED_LMAX) > $$@

$(B)/chapters/$(1)/gen_%: chapters/$(1)/gen_%.c $(B)/flags $(foreach c,$(call before,$(1)),$(call objects,$(call module,$(c)))) $(LIB_OBJECTS)
	@mkdir -p $$(@D)
	$$(QUIET)$$(CC) $$(ALL_CFLAGS) $$(call includes,$(1)) -MMD -MP -MF $$@.d -MT $$@ $$(filter %.c %.o,$$^) -o $$@ $$(ALL_LDFLAGS) -lm

$(B)/chapters/$(1)/demo: $(B)/chapters/$(1)/demo.o $(foreach c,$(call upto,$(1)),$(call objects,$(call module,$(c)))) $(LIB_OBJECTS)
	$$(QUIET)$$(CC) $$^ -o $$@ $$(ALL_LDFLAGS) -lm

$(B)/chapters/$(1)/test_%: $(B)/chapters/$(1)/test_%.o $(B)/lib/test.o $(foreach c,$(call upto,$(1)),$(call objects,$(call module,$(c)))) $(LIB_OBJECTS)
	$$(QUIET)$$(CC) $$^ -o $$@ $$(ALL_LDFLAGS) $$(CHECK_LIBS) -lm

# The demo's transcript, quoted values and plot data.  It may read tables that
# were measured on other machines.
$(B)/demo/$(1)/transcript.txt: $(B)/chapters/$(1)/demo $(wildcard chapters/$(1)/*.csv)
	@mkdir -p $$(@D)
	@echo "running the demo of $(1)"
	@$$< $$(@D) > $$@

.PHONY: check-$(call number,$(1)) demo-$(call number,$(1)) plots-$(call number,$(1))
demo-$(call number,$(1)): $(B)/chapters/$(1)/demo
	@mkdir -p $(B)/demo/$(1)
	@$$< $(B)/demo/$(1)
endef
generated = $(patsubst chapters/$(1)/gen_%.c,$(B)/generated/$(1)/%.inc,$(wildcard chapters/$(1)/gen_*.c))
QUIET := $(if $(V),,@)
$(foreach c,$(CHAPTERS),$(eval $(call chapter_rules,$(c))))
.SECONDARY:

need-check:
	@pkg-config --exists check || { \
	  echo "make: the Check library is missing, tests need it."; \
	  echo "  ./setup make check           installs it on Debian and Ubuntu"; \
	  echo "  make doctor                  says what else is missing"; exit 1; }
.PHONY: need-check

# ---- tests ----
suites_of = $(patsubst chapters/$(1)/%.c,$(B)/results/$(1)/%.result,$(wildcard chapters/$(1)/test_*.c))
SUITES   := $(foreach c,$(CHAPTERS),$(call suites_of,$(c)))

$(B)/results/%.result: $(B)/chapters/% FORCE
	@sh lib/tools/run_suite.sh $< $@ $(T)

# `check` adds the exercises (exercises/exercises.mk sets EXERCISE_RESULTS).
include $(wildcard exercises/exercises.mk exercises/grade.mk)

# With T=name only suites are run, and one of them must know the name.
check: $(SUITES) $(if $(T),,$(EXERCISE_RESULTS))
	@sh lib/tools/summary.sh $^

define check_rules
check-$(call number,$(1)): $(call suites_of,$(1)) $(if $(T),,$(filter $(B)/results/exercises/$(1)/%,$(EXERCISE_RESULTS)))
	@sh lib/tools/summary.sh $$^
endef
$(foreach c,$(CHAPTERS),$(eval $(call check_rules,$(c))))

memcheck: $(patsubst $(B)/results/%.result,$(B)/chapters/%,$(SUITES))
	@command -v valgrind > /dev/null || { echo "make memcheck: needs valgrind: ./setup make memcheck"; exit 1; }
	@for t in $^; do echo "valgrind $$t"; \
	  CK_TIMEOUT_MULTIPLIER=50 valgrind -q --trace-children=yes --error-exitcode=9 --leak-check=full $$t || exit 1; done

# ---- the order of the chapters, enforced by the include paths ----
headers_of = $(notdir $(sort $(wildcard chapters/$(1)/*.h)))
later      = $(filter-out $(call upto,$(1)),$(CHAPTERS))
.PHONY: check-order $(patsubst %,order-%,$(CHAPTERS))
check-order: $(patsubst %,order-%,$(CHAPTERS))
$(foreach c,$(CHAPTERS),$(eval order-$(c): export COMPILE = $(CC) -std=c11 $(call includes,$(c))))
$(patsubst %,order-%,$(CHAPTERS)): order-%:
	@sh lib/tools/order.sh $* $(firstword $(call headers_of,$*)) $(filter-out anchors.h,$(foreach c,$(call later,$*),$(call headers_of,$(c))))

# ---- the last program ----
# MINE=1 links the learner's own functions where their exercises pass.
SEED ?= 1
LAST := $(B)/chapters/07-tetris/demo
ifdef MINE
tetris: export EXERCISE_QUIET = 1
tetris: $(LAST) $(EXERCISE_RESULTS)
	@LINK='$(CC) $(ALL_LDFLAGS)' LIBS=-lm BUILD_DIR='$(B)' OBJECTS='$(LAST).o $(foreach c,$(call upto,07-tetris),$(call objects,$(call module,$(c)))) $(LIB_OBJECTS)' \
	  sh lib/tools/mine.sh $(B)/mine $(EXERCISE_RESULTS)
	@$(B)/mine --seed $(SEED) $(ARGS)
else
tetris: $(LAST)
	@$< --seed $(SEED) $(ARGS)
endif

# ---- measuring: single precision, this machine, now ----
# make bench [ONLY="harmonics convolution"]
BENCH := chapters/08-speed/demo_bench
$(B)/$(BENCH): $(call objects,$(sort $(wildcard $(BENCH)*.c))) $(call objects,$(MODULES)) $(LIB_OBJECTS)
	$(QUIET)$(CC) $^ -o $@ $(ALL_LDFLAGS) -lm
.PHONY: bench
bench:
ifeq ($(origin REAL),file)
	@$(MAKE) --no-print-directory bench REAL=float
else
bench: $(B)/$(BENCH)
	@$< $(B)/bench$(if $(ONLY),-part).csv $(ONLY) && echo "bench: written to $(B)/bench$(if $(ONLY),-part).csv"
endif
# make bench-compare OLD=file.csv [NEW=file.csv]: exit status 1 when slower
NEW ?= $(B:%-$(REAL)=%-float)/bench.csv
.PHONY: bench-compare
bench-compare:
	@[ -f '$(OLD)' ] && [ -f '$(NEW)' ] || { echo "bench-compare: make bench first, then OLD=file.csv [NEW=file.csv]"; exit 2; }
	@awk -f chapters/08-speed/compare.awk '$(OLD)' '$(NEW)'

# make bench-peers: the same work by other libraries, on the same numbers
PEERS  ?= sphericart e3nn-jax e3nn
PYTHON ?= python3
.PHONY: bench-peers
bench-peers:
ifneq ($(REAL),float)
	@$(MAKE) --no-print-directory bench-peers REAL=float
else
bench-peers: library
	@PEERS='$(PEERS)' PYTHON='$(PYTHON)' CC='$(CC)' sh chapters/08-speed/peers/peers.sh '$(BUILD)/peers' '$(B)/$(SHARED)' '$(B)/peers.csv' $(ARGS)
endif

# ---- the book ----
include $(wildcard book/book.mk)

# ---- the library, for those who come for the code ----
include lib/install.mk

# ---- numbers and names that do not exist ----
first_to_last = $(foreach c,$(CHAPTERS),$(call number,$(c)).1 to $(call number,$(c)).$(words $(filter $(c)/%,$(EXERCISES)))$(if $(filter $(c),$(lastword $(CHAPTERS))),,$(comma)))
check-% demo-% plots-% wrong-% book-%:
	@echo "make: there is no $@; chapters are $(foreach c,$(CHAPTERS),$(call number,$(c)))$(if $(findstring .,$@),; exercise-$(lastword $(subst -, ,$@)) tests one exercise)  (make help)"; exit 2
exercise-% reveal-%:
	@echo "make: there is no $@; exercises are $(first_to_last)  (make help)"; exit 2
.PHONY: demo exercise hint reveal watch
demo exercise hint reveal watch:
	@echo "make: $@ needs a number, as in: make $@-03$(if $(filter demo watch,$@),,.2)  (make help)"; exit 2
.DEFAULT:
	@echo "make: $(if $(filter $@,$(MAKECMDGOALS)),nothing here is called $@,the file $@ is missing; git checkout $@ brings it back)  (make help)"; exit 2

# ---- housekeeping ----
format:
	@clang-format -i $(ALL_C) $(HEADERS)

format-check:
	@clang-format --dry-run -Werror $(ALL_C) $(HEADERS)
	@awk 'length > 80 { print FILENAME ":" FNR ": more than 80 columns"; n = 1 } END { exit n }' $(ALL_C) $(HEADERS)

lint:
	@cppcheck --quiet --std=c11 --enable=warning,portability,performance --inline-suppr \
	  --suppress=missingIncludeSystem --error-exitcode=1 -Ilib $(foreach c,$(CHAPTERS),-Ichapters/$(c)) $(LIB_SOURCES) $(MODULES)
	@for t in $(wildcard chapters/*/wrong.tsv); do TEXTS_ONLY=1 perl lib/tools/wrong_turns.pl $$t chapter || exit 1; done
	@[ ! -d solutions ] || for t in $(wildcard exercises/*/wrong.tsv); do TEXTS_ONLY=1 perl lib/tools/wrong_turns.pl $$t exercise || exit 1; done
	@echo "lint: nothing to complain about"

compile_commands.json: $(B)/compile_commands.json
	@cp $< $(BUILD)/compile_commands.json
$(B)/compile_commands.json: Makefile
	@sh lib/tools/compile_commands.sh '$(CC) $(ALL_CFLAGS) $(call includes,$(lastword $(CHAPTERS)))' $(ALL_C) > $@

doctor:
	@sh lib/tools/doctor.sh

clean:
	rm -rf $(BUILD)

FORCE:
-include $(shell find $(B) -name '*.d' 2>/dev/null)
