# How exercises are built and run.  A learner's file lives in exercises/, or in
# work/ after `make start`; MINE names the folder that is tested.
#   make check-03           tests of chapter 3 and the state of its exercises
#   make exercise-03.2      one exercise, in full
#   make check-solutions    the same tests on solutions/

EXERCISE_TESTS := $(sort $(wildcard exercises/*/test_*.c))
# 01-groups/1_name for every exercise
EXERCISES := $(foreach t,$(EXERCISE_TESTS),$(subst /test_,/,$(patsubst exercises/%.c,%,$(t))))
EXERCISE_RESULTS := $(patsubst %,$(B)/results/exercises/%.result,$(EXERCISES))
SOLUTION_RESULTS := $(patsubst %,$(B)/results/solutions/%.result,$(patsubst solutions/%.c,%,$(filter $(patsubst %,solutions/%.c,$(EXERCISES)),$(wildcard solutions/*/*.c))))

# The file that counts: work/ before exercises/.
mine = $(firstword $(wildcard work/$(1).c exercises/$(1).c))

# Chapter 8's vectors: gcc notes that other processors pass them in another way.
VECTORS := -Wno-psabi

# A file that does not compile must fail alone: its compiler messages are kept
# and the program is absent.  Which file counts is kept too: when work/ comes or
# goes, the other one may be older than the program.  $(1) chapter, $(2) K_name
define exercise_rules
$(B)/exercises/$(1)/test_$(2).o: exercises/$(1)/test_$(2).c $(B)/flags | $(call generated,$(1))
	@mkdir -p $$(@D)
	$$(QUIET)$$(CC) $$(ALL_CFLAGS) $$(VECTORS) $$(call includes,$(1)) -Iexercises/$(1) -MMD -MP -c $$< -o $$@

$(B)/exercises/$(1)/$(2).source: FORCE
	@mkdir -p $$(@D)
	@echo '$(call mine,$(1)/$(2))' | cmp -s - $$@ || echo '$(call mine,$(1)/$(2))' > $$@

$(B)/exercises/$(1)/$(2).built: $(call mine,$(1)/$(2)) $(B)/exercises/$(1)/$(2).source exercises/$(1)/exercises.h $(B)/exercises/$(1)/test_$(2).o $(call exercise_objects,$(1))
	@sh lib/tools/build_exercise.sh $$(@:.built=) '$(call mine,$(1)/$(2))' $$(filter %.o,$$^)
	@touch $$@
$(B)/exercises/$(1)/$(2).built: export COMPILE = $(CC) $(ALL_CFLAGS) $(VECTORS) $(call includes,$(1)) -Iexercises/$(1)

$(B)/results/exercises/$(1)/$(2).result: $(B)/exercises/$(1)/$(2).built FORCE
	@sh lib/tools/run_exercise.sh $(1)/$(2) $$(<:.built=) $$@ $$(T)

$(B)/solutions/$(1)/$(2): solutions/$(1)/$(2).c exercises/$(1)/exercises.h $(B)/exercises/$(1)/test_$(2).o $(call exercise_objects,$(1))
	@mkdir -p $$(@D)
	$$(QUIET)$$(CC) $$(ALL_CFLAGS) $$(VECTORS) $$(call includes,$(1)) -Iexercises/$(1) $$(filter %.c %.o,$$^) -o $$@ $$(ALL_LDFLAGS) $$(CHECK_LIBS) -lm

$(B)/results/solutions/$(1)/$(2).result: $(B)/solutions/$(1)/$(2) FORCE
	@sh lib/tools/run_exercise.sh $(1)/$(2) $$< $$@

.PHONY: exercise-$(call number,$(1)).$(firstword $(subst _, ,$(2)))
exercise-$(call number,$(1)).$(firstword $(subst _, ,$(2))): export EXERCISE_ALONE = 1
exercise-$(call number,$(1)).$(firstword $(subst _, ,$(2))): $(B)/results/exercises/$(1)/$(2).result
	@read -r p f s < $$< && [ "$$$$f" = 0 ]
endef
exercise_objects = $(B)/lib/test.o $(foreach c,$(call upto,$(1)),$(call objects,$(call module,$(c)))) $(LIB_OBJECTS)
$(foreach e,$(EXERCISES),$(eval $(call exercise_rules,$(patsubst %/,%,$(dir $(e))),$(notdir $(e)))))

.PHONY: check-solutions wrong
check-solutions: $(SOLUTION_RESULTS)
	@[ -d solutions ] || { echo "check-solutions: there are no solutions here"; exit 2; }
	@sh lib/tools/summary.sh $^

# ---- what every exercise must have; and every stub is still to do ----
.PHONY: check-exercises
check-exercises: $(EXERCISE_RESULTS)
	@sh lib/tools/check_exercises.sh $(B)/results/exercises

# ---- the learner's loop ----
.PHONY: start progress
progress: export EXERCISE_QUIET = 1
start:
	@sh lib/tools/start.sh
progress: $(EXERCISE_RESULTS)
	@sh lib/tools/progress.sh $^
hint-%:
	@sh lib/tools/hint.sh $* $(B)/hints
watch-%:
	@MAKE='$(MAKE)' sh lib/tools/watch.sh $*
define reveal_rule
.PHONY: reveal-$(1)
reveal-$(1): export EXERCISE_QUIET = 1
reveal-$(1): $(2)
	@FORCE='$(FORCE)' sh lib/tools/reveal.sh $(1) $(2)
endef
$(foreach e,$(EXERCISES),$(eval $(call reveal_rule,$(firstword $(subst -, ,$(e))).$(firstword $(subst _, ,$(notdir $(e)))),$(B)/results/exercises/$(e).result)))

# ---- wrong turns: plausible mistakes that the tests must catch ----
WRONG_FLAGS = $(filter-out -W% -pedantic,$(ALL_CFLAGS)) -O1
define wrong_rules
.PHONY: wrong-$(call number,$(1)) wrong-chapter-$(1) wrong-exercises-$(1)
wrong: wrong-$(call number,$(1))
wrong-$(call number,$(1)): wrong-chapter-$(1) wrong-exercises-$(1)
wrong-chapter-$(1): $(patsubst chapters/$(1)/%.c,$(B)/chapters/$(1)/%,$(wildcard chapters/$(1)/test_*.c))
	@[ ! -f chapters/$(1)/wrong.tsv ] || perl lib/tools/wrong_turns.pl chapters/$(1)/wrong.tsv chapter
wrong-exercises-$(1): $(patsubst %,$(B)/solutions/%,$(filter $(1)/%,$(patsubst $(B)/results/solutions/%.result,%,$(SOLUTION_RESULTS))))
	@[ ! -f exercises/$(1)/wrong.tsv ] || [ ! -d solutions/$(1) ] || perl lib/tools/wrong_turns.pl exercises/$(1)/wrong.tsv exercise
wrong-chapter-$(1) wrong-exercises-$(1): export COMPILE = $(CC) $(WRONG_FLAGS) $(call includes,$(1)) -Iexercises/$(1) $(CHECK_CFLAGS)
wrong-chapter-$(1) wrong-exercises-$(1): export LINK = $(CC) $(ALL_LDFLAGS)
wrong-chapter-$(1) wrong-exercises-$(1): export OBJECTS = $(call exercise_objects,$(1))
wrong-chapter-$(1) wrong-exercises-$(1): export LIBS = $(CHECK_LIBS) -lm
wrong-chapter-$(1) wrong-exercises-$(1): export BUILD_DIR = $(B)
wrong-chapter-$(1) wrong-exercises-$(1): export GENERATED_LMAX := $(GENERATED_LMAX)
wrong-chapter-$(1) wrong-exercises-$(1): export ONLY = $(T)
endef
$(foreach c,$(CHAPTERS),$(eval $(call wrong_rules,$(c))))

# Which tests fail together for each wrong turn of an exercise.
.PHONY: patterns
patterns:
	@$(MAKE) --no-print-directory -k wrong-exercises UPDATE_PATTERNS=1
.PHONY: wrong-exercises
wrong-exercises: $(patsubst %,wrong-exercises-%,$(CHAPTERS))
