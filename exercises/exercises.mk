# How exercises are built and run.  A learner's file lives in exercises/, or in
# work/ after `make start`; MINE names the folder that is tested.
#   make check-03           tests of chapter 3 and the state of its exercises
#   make exercise-03.2      one exercise, in full
#   make check-solutions    the same tests on solutions/

EXERCISE_TESTS := $(sort $(wildcard exercises/*/test_*.c))
# 01-groups/1_name for every exercise
EXERCISES := $(foreach t,$(EXERCISE_TESTS),$(subst /test_,/,$(patsubst exercises/%.c,%,$(t))))
EXERCISE_RESULTS := $(patsubst %,$(B)/results/exercises/%.result,$(EXERCISES))
SOLVED := $(patsubst solutions/%.c,%,$(wildcard $(EXERCISES:%=solutions/%.c)))
SOLUTION_RESULTS := $(SOLVED:%=$(B)/results/solutions/%.result)

# What every exercise says about itself, one line each: number, chapter, name,
# title, stars, minutes, section and functions, tab separated below a line of
# these names.  All tools read this table, and only exercises.awk the stubs.
EXERCISE_TABLE := $(BUILD)/exercises.tsv
$(EXERCISE_TABLE): FORCE
	@awk -f lib/tools/build/exercises.awk $(sort $(wildcard exercises/*/exercises.h)) \
	  $$(sh lib/tools/learner/heads.sh $(BUILD)/stubs $(EXERCISES)) | $(KEEP) $@

# The file that counts: work/ before exercises/.
mine = $(firstword $(wildcard work/$(1).c exercises/$(1).c))

# Files that are still the stubs, word for word: to do, and nothing is built for
# them.  check-exercises builds and runs them all the same.
STUBS := $(wildcard exercises/support/stubs.txt)
ifeq ($(filter check-exercises,$(MAKECMDGOALS)),)
  UNTOUCHED := $(if $(STUBS),$(shell awk -f lib/tools/learner/untouched.awk \
    $(STUBS) $(foreach e,$(EXERCISES),$(call mine,$(e)))))
endif
# The last program with the learner's functions asks only for their verdicts.
ifdef MINE
  CACHED := 1
endif
ATTEMPTED := $(filter-out $(UNTOUCHED),$(EXERCISES))
# Which file counts, and its checksum: NAME.source is new when they change.
$(B)/exercises/sources: FORCE
	@sh lib/tools/learner/sources.sh $(@D) $(foreach e,$(EXERCISES),$(e)=$(call mine,$(e)))

# What the tests say when they fail.
EXPECT := $(B)/exercises/support/expect.o
$(EXPECT): exercises/support/expect.c $(B)/flags | need-check
	$(call compiler,the library) $(ALL_CFLAGS) $(LIB_INCLUDES) $(CHECK_CFLAGS) -MMD -MP -c $<

# Tests are compiled with fewer optimisations: a learner waits for them.
# A file that does not compile must fail alone: its compiler messages are kept
# and the program is absent.  A verdict is fetched anew each time, unless CACHED is
# set: then only for what has changed.  $(1) chapter, $(2) K_name, $(3) NN.K
define exercise_rules
$(B)/exercises/$(1)/test_$(2).o: exercises/$(1)/test_$(2).c $(B)/flags | $(call generated,$(1))
	$$(call compiler,$(1)) $$(ALL_CFLAGS) $$(TEST_CFLAGS) $($(1)_EXERCISE_CFLAGS) \
	  $$(call includes,$(1)) -Iexercises/$(1) -Iexercises/support -MMD -MP -c $$<

$(B)/exercises/$(1)/$(2).source: $(B)/exercises/sources
	@:

$(B)/exercises/$(1)/$(2).built: $(B)/exercises/$(1)/$(2).source exercises/$(1)/exercises.h \
  $(B)/exercises/$(1)/test_$(2).o $(call exercise_objects,$(1))
	@sh lib/tools/learner/build_exercise.sh $$(@:.built=) $$(filter %.o,$$^)
	@touch $$@
$(B)/exercises/$(1)/$(2).built: private export CHECK_LIBS := $(CHECK_LIBS)
$(B)/exercises/$(1)/$(2).built: private export COMPILE = $(CC) $(ALL_CFLAGS) -g \
  $($(1)_EXERCISE_CFLAGS) $(call includes,$(1)) -Iexercises/$(1)

$(B)/results/exercises/$(1)/$(2).result: $(B)/exercises/$(1)/$(2).source \
  $(if $(filter $(1)/$(2),$(UNTOUCHED)),,$(B)/exercises/$(1)/$(2).built) $(if $(CACHED),,FORCE)
	@$(if $(filter $(1)/$(2),$(UNTOUCHED)),UNTOUCHED=1) sh lib/tools/learner/run_exercise.sh \
	  $(1)/$(2) $(B)/exercises/$(1)/$(2) $$@ $$(T)

$(B)/solutions/$(1)/$(2): solutions/$(1)/$(2).c exercises/$(1)/exercises.h \
  $(B)/exercises/$(1)/test_$(2).o $(call exercise_objects,$(1))
	$$(call compiler,$(1)) $$(ALL_CFLAGS) $($(1)_EXERCISE_CFLAGS) $$(call includes,$(1)) \
	  -Iexercises/$(1) $$(filter %.c %.o,$$^) $$(ALL_LDFLAGS) $$(CHECK_LIBS) -lm

$(B)/results/solutions/$(1)/$(2).result: $(B)/solutions/$(1)/$(2) FORCE
	@sh lib/tools/learner/run_exercise.sh $(1)/$(2) $$< $$@

# ready-03.2 makes what the first verdict of exercise 3.2 would wait for.
.PHONY: exercise-$(3) ready-$(3)
exercise-$(3): export EXERCISE_ALONE = 1
exercise-$(3): $(B)/results/exercises/$(1)/$(2).result $(EXERCISE_TABLE)
	@sh lib/tools/learner/after.sh $(3) $(if $(T),$$<.part)
ready-$(3): $(B)/exercises/$(1)/test_$(2).o $(call exercise_objects,$(1))
endef
exercise_objects = $(B)/lib/test/test.o $(EXPECT) $(call objects_before,$(1)) \
  $(call objects,$(or $($(1)_EXERCISE_SOURCES),$(call module,$(1)))) $(LIB_OBJECTS)
padded = $(firstword $(subst -, ,$(1))).$(firstword $(subst _, ,$(notdir $(1))))
folder = $(patsubst %/,%,$(dir $(1)))
$(foreach e,$(EXERCISES), \
  $(eval $(call exercise_rules,$(call folder,$(e)),$(notdir $(e)),$(call padded,$(e)))))

.PHONY: check-solutions wrong exercise-results
exercise-results: $(EXERCISE_RESULTS)
check-solutions: $(SOLUTION_RESULTS)
	@[ -d solutions ] || { echo "check-solutions: there are no solutions here"; exit 2; }
	@sh lib/tools/build/summary.sh $^

# ---- what every exercise must have; and every stub is still to do ----
.PHONY: check-exercises
check-exercises: $(EXERCISE_RESULTS) $(EXERCISE_TABLE)
	@sh lib/tools/author/check_exercises.sh $(EXERCISE_TABLE) $(B)/results/exercises

# ---- the learner's loop ----
# Its scripts read where a learner stands from these two.
export TABLE := $(EXERCISE_TABLE)
export RESULTS := $(B)/results/exercises
ATTEMPTS := $(ATTEMPTED:%=$(B)/results/exercises/%.result)
.PHONY: start progress next watch handin
start:
	@sh lib/tools/learner/start.sh
progress: $(EXERCISE_TABLE) $(B)/exercises/sources
	@MAKE='$(MAKE)' sh lib/tools/learner/progress.sh $(ATTEMPTS)
next: $(EXERCISE_TABLE) $(B)/exercises/sources
	@MAKE='$(MAKE)' sh lib/tools/learner/next.sh '' $(ATTEMPTED)
reset-%:
	@sh lib/tools/learner/reset.sh $*
hint-%:
	@sh lib/tools/learner/hint.sh $* $(B)/hints
watch: $(EXERCISE_TABLE) $(B)/exercises/sources
	@exec env MAKE='$(MAKE)' sh lib/tools/learner/watch.sh
watch-%: $(EXERCISE_TABLE) $(B)/exercises/sources
	@exec env MAKE='$(MAKE)' sh lib/tools/learner/watch.sh $*
# make handin [NAME="Ada Lovelace"] [ASSIGNMENT="2.1 3.*" or a file].  Some systems
# have a NAME of their own: only one that was typed counts.
handin: export HANDIN_NAME := $(if $(filter command,$(origin NAME)),$(NAME))
handin: export HANDIN_ASSIGNMENT := $(ASSIGNMENT)
handin: $(EXERCISE_TABLE) $(B)/exercises/sources
	@MAKE='$(MAKE)' sh lib/tools/learner/handin.sh $(ATTEMPTED)
# After a stub was changed: what reset brings back.
ifneq ($(wildcard lib/tools/author/stubs.sh),)
.PHONY: stubs
stubs:
	@sh lib/tools/author/stubs.sh > exercises/support/stubs.txt.new
	@mv -f exercises/support/stubs.txt.new exercises/support/stubs.txt
endif
define reveal_rule
.PHONY: reveal-$(1)
reveal-$(1): export EXERCISE_QUIET = 1
reveal-$(1): $(2)
	@FORCE='$(FORCE)' sh lib/tools/learner/reveal.sh $(1) $(2)
endef
$(foreach e,$(EXERCISES), \
  $(eval $(call reveal_rule,$(call padded,$(e)),$(B)/results/exercises/$(e).result)))

# ---- wrong turns: plausible mistakes that the tests must catch ----
WRONG_TURNS := perl lib/tools/author/wrong_turns.pl
WRONG_FLAGS = $(filter-out -W% -pedantic,$(ALL_CFLAGS)) -Og -g0
define wrong_rules
.PHONY: wrong-$(call number,$(1)) wrong-chapter-$(1) wrong-exercises-$(1)
wrong: wrong-$(call number,$(1))
wrong-$(call number,$(1)): wrong-chapter-$(1) wrong-exercises-$(1)
wrong-chapter-$(1): $(EXPECT) $(patsubst %.c,$(B)/%,$(call tests_of,$(1)))
	@[ ! -f chapters/$(1)/wrong.tsv ] || $$(WRONG_TURNS) chapters/$(1)/wrong.tsv chapter
wrong-exercises-$(1): $(patsubst %,$(B)/solutions/%,$(filter $(1)/%,$(SOLVED)))
	@[ ! -f exercises/$(1)/wrong.tsv ] || [ ! -d solutions/$(1) ] || \
	  $$(WRONG_TURNS) exercises/$(1)/wrong.tsv exercise
wrong-chapter-$(1): export COMPILE = $(CC) $(WRONG_FLAGS) $(call includes,$(1)) $(CHECK_CFLAGS)
wrong-exercises-$(1): export COMPILE = $(CC) $(WRONG_FLAGS) $($(1)_EXERCISE_CFLAGS) \
  $(call includes,$(1)) -Iexercises/$(1) $(CHECK_CFLAGS)
wrong-chapter-$(1) wrong-exercises-$(1): export LINK = $(CC) $(ALL_LDFLAGS)
wrong-exercises-$(1): export OBJECTS = $(call exercise_objects,$(1))
wrong-chapter-$(1): export OBJECTS = $(B)/lib/test/test.o $(EXPECT) \
  $(call objects_before,$(1)) $(call objects,$(call module,$(1))) $(LIB_OBJECTS)
wrong-chapter-$(1) wrong-exercises-$(1): export LIBS = $(CHECK_LIBS) -lm
wrong-chapter-$(1) wrong-exercises-$(1): export BUILD_DIR = $(B)
wrong-chapter-$(1) wrong-exercises-$(1): export GENERATOR_ARGS = $($(1)_GENERATOR_ARGS)
wrong-chapter-$(1) wrong-exercises-$(1): export ONLY = $(T)
endef
$(foreach c,$(CHAPTERS),$(eval $(call wrong_rules,$(c))))

# Which tests fail together for each wrong turn of an exercise.
.PHONY: patterns
patterns:
	@$(MAKE) --no-print-directory -k wrong-exercises UPDATE_PATTERNS=1
.PHONY: wrong-exercises
wrong-exercises: $(patsubst %,wrong-exercises-%,$(CHAPTERS))
