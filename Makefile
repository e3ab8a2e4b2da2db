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

ifneq ($(filter-out double float,$(REAL)),)
  $(error REAL=$(REAL): the precision is either double or float)
endif

CHOICES := $(if $(SANITIZE),-sanitize)$(if $(NATIVE),-native)$(if $(OPENMP),-openmp)
VARIANT := $(notdir $(firstword $(CC)))-$(REAL)$(CHOICES)
# BUILD=folder builds elsewhere.
BUILD   ?= build
include lib/tools/build/guards.mk
B       := $(BUILD)/$(VARIANT)

WARNINGS := -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow \
            -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wdouble-promotion
# Line numbers, but no variables: whole debugging information takes as long to
# write as a tenth of the compiling.  In a debugger: make CFLAGS="-O1 -g" ...
CFLAGS   ?= -O2 -g1
# NATIVE=1: with AVX-512 gcc would still cut moves of 64 bytes in two.  Only
# compilers for x86 know the second option.
ifneq ($(NATIVE),)
  WIDE := -mprefer-vector-width=512
  NATIVE_CFLAGS := -march=native \
    $(shell $(CC) -march=native $(WIDE) -E -x c /dev/null > /dev/null 2>&1 && echo $(WIDE))
endif
ifneq ($(SANITIZE),)
  SANITIZERS := -fsanitize=address$(comma)undefined
  SANITIZE_CFLAGS := $(SANITIZERS) -fno-sanitize-recover=undefined -fno-omit-frame-pointer
endif
# Left alone, gcc makes vectors only of loops whose length it knows.  Told so, it
# asks at run time; the numbers stay the same, to the last bit (.ci/bits).
VECTORS := -ftree-vectorize -fvect-cost-model=cheap
VECTOR_CFLAGS := \
  $(shell $(CC) -Werror $(VECTORS) -E -x c /dev/null > /dev/null 2>&1 && echo $(VECTORS))
# Contraction to fused multiply-adds is off: the same numbers everywhere.
ALL_CFLAGS := -std=c11 $(WARNINGS) $(VECTOR_CFLAGS) $(CFLAGS) \
  -fPIC -fvisibility=hidden -ffunction-sections -ffp-contract=off \
  $(if $(filter float,$(REAL)),-DREAL_FLOAT) \
  $(SANITIZE_CFLAGS) $(NATIVE_CFLAGS) $(if $(OPENMP),-fopenmp) $(if $(WERROR),-Werror)
# Tests are compiled once and run for moments: of the optimiser they get what is
# cheap.  That is a fifth of the time of a first `make check`.
TEST_CFLAGS := -Og
ALL_LDFLAGS := $(LDFLAGS) $(if $(OPENMP),-fopenmp) $(SANITIZERS)

CHECK_CFLAGS := $(shell pkg-config --cflags check 2>/dev/null)
CHECK_LIBS   := $(shell pkg-config --libs check 2>/dev/null)

# ---- chapters, in reading order ----
CHAPTERS := $(sort $(notdir $(wildcard chapters/[0-9][0-9]-*)))
number    = $(firstword $(subst -, ,$(1)))
chapter   = $(filter $(1)-%,$(CHAPTERS))
# The chapters up to and including $(1): all that chapter $(1) may include.
upto      = $(foreach c,$(CHAPTERS),$(if $(filter $(1),$(lastword $(sort $(c) $(1)))),$(c)))
before    = $(filter-out $(1),$(call upto,$(1)))
LIB_INCLUDES := -Ilib/numerics -Ilib/program -Ilib/test
includes  = $(LIB_INCLUDES) $(foreach c,$(call upto,$(1)),-Ichapters/$(c) -I$(B)/generated/$(c))
# A chapter's module: every source that is not its test, demo or generator, and
# no program of its own.
sources   = $(sort $(wildcard chapters/$(1)/*.c))
module    = $(filter-out $(foreach p,test_ gen_ demo,chapters/$(1)/$(p)%) \
  $($(1)_PROGRAMS:%=chapters/$(1)/%.c),$(call sources,$(1)))
# Objects of sources: one each, unless a rules.mk says otherwise.
objects   = $(foreach s,$(1),$(or $($(s)_OBJECTS),$(s:%.c=$(B)/%.o)))
objects_before = $(foreach c,$(call before,$(1)),$(call objects,$(call module,$(c))))
objects_upto = $(foreach c,$(call upto,$(1)),$(call objects,$(call module,$(c))))

# What people type: check-3 is check-03, exercise-3.2 is exercise-03.2.
NUMBERED := check demo plots wrong book exercise ready hint reset reveal watch
ONE_DIGIT := $(foreach n,$(NUMBERED),$(foreach d,0 1 2 3 4 5 6 7 8 9,$(n)-$(d) $(n)-$(d).%))
SHORT := $(filter $(ONE_DIGIT),$(MAKECMDGOALS))
GOALS := $(foreach g,$(MAKECMDGOALS),$(if $(filter $(SHORT),$(g)),$(subst -,-0,$(g)),$(g)))
.PHONY: $(SHORT)
$(foreach g,$(SHORT),$(eval $(g): $(subst -,-0,$(g))))

LIB_SOURCES := $(filter-out lib/test/test.c,$(sort $(wildcard lib/*/*.c)))
LIB_OBJECTS := $(call objects,$(LIB_SOURCES))
MODULES      = $(foreach c,$(CHAPTERS),$(call module,$(c)))
HEADERS     := $(sort $(wildcard lib/*/*.h book/live/*.h chapters/*/*.h))
ALL_C       := $(sort $(wildcard lib/*/*.c book/*/*.c chapters/*/*.c exercises/*/*.c \
                 solutions/*/*.c))

# ---- what is peculiar to a chapter: its rules.mk ----
# In it HERE is the chapter's folder, and these say what the rules below need:
#   $(HERE)_GENERATOR_ARGS    arguments of its programs gen_NAME
#   $(HERE)_PROGRAMS          sources that are whole programs and no part of a module
#   $(HERE)_EXERCISE_SOURCES  modules its exercises are linked with, when not all
#   $(HERE)_EXERCISE_CFLAGS   flags for its exercises and their tests
#   PATH/NAME.c_OBJECTS       the objects of a source that is compiled several times
#   CHAPTER_FLAGS +=          flags whose change must compile everything again
# Flags of one file: $(B)/chapters/$(HERE)/file.o: private MORE_CFLAGS := ...
# A line that begins with `#:` is printed by make help.
QUIET := $(if $(V),,@)
.DEFAULT_GOAL := help
$(foreach c,$(CHAPTERS),$(eval HERE := $(c))$(eval include $(wildcard chapters/$(c)/rules.mk)))

# What makes a file says the chapter's name once, $(1), and shows the command with
# V=1; -o comes from the script.  KEEP writes a file only when it changes.
compiler = @sh lib/tools/build/compile.sh '$(1)' '$@' $(CC)
KEEP := sh lib/tools/build/keep.sh

.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: help check memcheck run-memcheck plots format format-check lint install clean doctor FORCE

help:
	@sh lib/tools/build/help.sh

# ---- compiling ----
# The flags are a file: when they change, everything is compiled again.
$(B)/flags: FORCE
	@echo '$(CC) $(ALL_CFLAGS) $(TEST_CFLAGS) $(ALL_LDFLAGS) $(CHAPTER_FLAGS)' | $(KEEP) $@

$(B)/lib/%.o: lib/%.c $(B)/flags
	$(call compiler,the library) $(ALL_CFLAGS) $(LIB_INCLUDES) \
	  $(if $(filter test/test,$*),$(CHECK_CFLAGS)) -MMD -MP -c $<

# lib/test/wasm has a harness for a place without processes.
HARNESS ?= $(B)/lib/test/test.o
$(B)/lib/test/test.o: | need-check

# A program gen_NAME.c writes NAME.inc, which a module of its chapter includes.
define chapter_rules
$(B)/chapters/$(1)/%.o: chapters/$(1)/%.c $(B)/flags | $$(call generated,$(1))
	$$(call compiler,$(1)) $$(ALL_CFLAGS) \
	  $$(if $$(filter test_%,$$*),$$(TEST_CFLAGS)) $$(MORE_CFLAGS) $$(call includes,$(1)) \
	  -MMD -MP -c $$<

$(B)/generated/$(1)/%.inc: $(B)/chapters/$(1)/gen_%
	@sh lib/tools/build/into.sh $$@ $$(RUNNER) $$< $($(1)_GENERATOR_ARGS)

$(B)/chapters/$(1)/gen_%: chapters/$(1)/gen_%.c $(B)/flags \
  $(call objects_before,$(1)) $(LIB_OBJECTS)
	$$(call compiler,$(1)) $$(ALL_CFLAGS) $$(call includes,$(1)) -MMD -MP \
	  $$(filter %.c %.o,$$^) $$(ALL_LDFLAGS) -lm

$(B)/chapters/$(1)/demo: $(B)/chapters/$(1)/demo.o $(call objects_upto,$(1)) $(LIB_OBJECTS)
	$$(call compiler) $$^ $$(ALL_LDFLAGS) -lm

$(B)/chapters/$(1)/test_%: $(B)/chapters/$(1)/test_%.o $(HARNESS) \
  $(call objects_upto,$(1)) $(LIB_OBJECTS)
	$$(call compiler) $$^ $$(ALL_LDFLAGS) $$(CHECK_LIBS) -lm

# The demo's transcript, quoted values and plot data.  It may read tables that
# were measured on other machines.
$(B)/demo/$(1)/transcript.txt: $(B)/chapters/$(1)/demo $(wildcard chapters/$(1)/*.csv)
	@echo "running the demo of $(1)"
	@sh lib/tools/build/into.sh $$@ $$< $$(@D)

.PHONY: check-$(call number,$(1)) demo-$(call number,$(1)) plots-$(call number,$(1))
demo-$(call number,$(1)): $(B)/chapters/$(1)/demo
	@mkdir -p $(B)/demo/$(1)
	@$$< $(B)/demo/$(1)
endef
generators = $(wildcard chapters/$(1)/gen_*.c)
generated  = $(patsubst chapters/$(1)/gen_%.c,$(B)/generated/$(1)/%.inc,$(call generators,$(1)))
$(foreach c,$(CHAPTERS),$(eval $(call chapter_rules,$(c))))
.SECONDARY:

need-check:
	@pkg-config --exists check || { \
	  echo "make: the Check library is missing, tests need it."; \
	  echo "  ./setup make check           installs it on Debian and Ubuntu"; \
	  echo "  make doctor                  says what else is missing"; exit 1; }
need-%:
	@command -v $* > /dev/null || { \
	  echo "make: $* is missing, $(or $(firstword $(MAKECMDGOALS)),this) needs it."; \
	  echo "  ./setup make $(firstword $(MAKECMDGOALS))  installs it on Debian and Ubuntu"; \
	  echo "  make doctor  says what else is missing"; exit 1; }
.PHONY: need-check

# ---- tests ----
tests_of  = $(wildcard chapters/$(1)/test_*.c)
suites_of = $(patsubst chapters/%.c,$(B)/results/%.result,$(call tests_of,$(1)))
SUITES   := $(foreach c,$(CHAPTERS),$(call suites_of,$(c)))

$(B)/results/%.result: $(B)/chapters/% FORCE
	@RUNNER='$(RUNNER)' PATIENCE='$(PATIENCE)' sh lib/tools/build/run_suite.sh $< $@ $(T)

# `check` adds the exercises (exercises/exercises.mk sets EXERCISE_RESULTS).
include $(wildcard exercises/exercises.mk exercises/grader/grade.mk)

# With T=name only suites are run, and one of them must know the name.
check: $(SUITES) $(if $(T),,$(EXERCISE_RESULTS))
	@sh lib/tools/build/summary.sh $^

define check_rules
check-$(call number,$(1)): $(call suites_of,$(1)) \
  $(if $(T),,$(filter $(B)/results/exercises/$(1)/%,$(EXERCISE_RESULTS)))
	@sh lib/tools/build/summary.sh $$^
endef
$(foreach c,$(CHAPTERS),$(eval $(call check_rules,$(c))))

# valgrind does not know vectors of 64 bytes: a folder of its own, with those of 16.
memcheck: | need-valgrind
	@+$(call again,memcheck) WIDTHS=16 run-memcheck
run-memcheck: $(patsubst $(B)/results/%.result,$(B)/chapters/%,$(SUITES))
	@T='$(T)' sh lib/test/reliability/memcheck.sh $^

# ---- the order of the chapters, enforced by the include paths ----
headers_of = $(notdir $(sort $(wildcard chapters/$(1)/*.h)))
later      = $(filter-out $(call upto,$(1)),$(CHAPTERS))
headers_after = $(filter-out anchors.h,$(foreach c,$(call later,$(1)),$(call headers_of,$(c))))
.PHONY: check-order $(patsubst %,order-%,$(CHAPTERS))
check-order: $(patsubst %,order-%,$(CHAPTERS))
$(foreach c,$(CHAPTERS),$(eval order-$(c): export COMPILE = $(CC) -std=c11 $(call includes,$(c))))
$(patsubst %,order-%,$(CHAPTERS)): order-%:
	@$(if $(call headers_of,$*),sh lib/tools/author/order.sh $* \
	  $(firstword $(call headers_of,$*)) $(call headers_after,$*),echo "order: $* has no header")

# ---- what is tried besides the tests ----
include $(wildcard lib/test/reliability/reliability.mk lib/test/wasm/wasm.mk)

# ---- the book ----
include $(wildcard book/book.mk)

# ---- the library, for those who come for the code ----
include lib/install/install.mk

# ---- numbers and names that do not exist ----
last_of   = $(call number,$(1)).$(words $(filter $(1)/%,$(EXERCISES)))
known     = $(foreach c,$(CHAPTERS),$(call number,$(c)).1 to $(call last_of,$(c))$(comma)) no others
one_exercise = $(if $(findstring .,$(1)),; \
  exercise-$(lastword $(subst -, ,$(1))) tests one exercise)
check-% demo-% plots-% wrong-% book-%:
	@echo "make: there is no $@; chapters are $(foreach c,$(CHAPTERS),$(call number,$(c)))$(call \
	  one_exercise,$@)  (make help)"; exit 2
exercise-% ready-% reveal-%:
	@echo "make: there is no $@; exercises are $(known)  (make help)"; exit 2
.PHONY: demo exercise hint reset reveal
demo exercise hint reset reveal:
	@echo "make: $@ needs a number, as in: make $@-03$(if $(filter demo,$@),,.2)  (make help)"; exit 2
bring_back = $(if $(wildcard .git),; git checkout $@ brings it back, \
  : please unpack the archive once more)
.DEFAULT:
	@echo "make: $(if $(filter $@,$(MAKECMDGOALS)),nothing here is called $@,the file $@ is \
	  missing$(bring_back))  (make help)" | tr -s ' '; exit 2

# ---- housekeeping ----
FORMATTED = $(ALL_C) $(HEADERS) $(wildcard lib/*/*/*.[ch] lib/*/*/*/*.[ch] book/live/*.h)
format:
	@clang-format -i $(FORMATTED)

# C fits 80 columns, scripts 100; functions of both fit a screen.
CI_FILES := $(filter-out $(patsubst %/,%,$(wildcard .ci/*/)),$(wildcard .ci/*))
SCRIPTS := setup $(CI_FILES) $(wildcard Makefile */*.mk */*/*.mk */*/*/*.mk) \
  $(foreach e,sh pl lua awk py,$(wildcard */*.$(e) */*/*.$(e) */*/*/*.$(e) */*/*/*/*.$(e)))
SCRIPTS := $(sort $(filter-out $(BUILD)/%,$(SCRIPTS)) $(wildcard chapters/*/Makefile))
format-check:
	@clang-format --dry-run -Werror $(FORMATTED)
	@awk -f lib/tools/author/check_c.awk $(FORMATTED)
	@perl lib/tools/author/check_scripts.pl $(SCRIPTS)

lint:
	@cppcheck --quiet --std=c11 --enable=warning,portability,performance --inline-suppr \
	  --suppress=missingIncludeSystem --error-exitcode=1 $(LIB_INCLUDES) \
	  $(CHAPTERS:%=-Ichapters/%) $(LIB_SOURCES) $(MODULES)
	@for t in $(wildcard chapters/*/wrong.tsv book/*/wrong.tsv); do \
	  TEXTS_ONLY=1 perl lib/tools/author/wrong_turns.pl $$t chapter || exit 1; done
	@[ ! -d solutions ] || for t in $(wildcard exercises/*/wrong.tsv); do \
	  TEXTS_ONLY=1 perl lib/tools/author/wrong_turns.pl $$t exercise || exit 1; done
	@perl lib/tools/author/spell.pl
	@perl lib/tools/author/bibliography.pl
	@perl lib/tools/author/minutes.pl
	@sh lib/tools/author/road.sh README.md
	@perl lib/tools/author/map.pl
	@echo "lint: nothing to complain about"

compile_commands.json: $(B)/compile_commands.json
	@cp $< $(BUILD)/compile_commands.json
$(B)/compile_commands.json: Makefile
	@sh lib/tools/build/into.sh $@ perl lib/tools/build/compile_commands.pl \
	  '$(CC) $(ALL_CFLAGS) $(call includes,$(lastword $(CHAPTERS)))' $(ALL_C)

doctor:
	@sh lib/tools/build/doctor.sh

# A folder that was not made here is no folder to remove.
clean:
	@[ ! -d $(BUILD) ] || [ -d $(BUILD)/said ] || { \
	  echo "make clean: $(BUILD) holds other things; please remove it yourself"; exit 2; }
	rm -rf $(BUILD)

FORCE:
-include $(shell find $(B) -name '*.d' 2>/dev/null)
