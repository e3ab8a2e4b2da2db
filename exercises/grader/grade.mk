# Grading: make grade DIR=submissions [OUT=grades]; the students' archive: make
# handout.  The pieces are in this folder; they are built under $(G), and what
# the sandbox may see of them lies in $(G)/stage.
G     := $(B)/grade
STAGE := $(G)/stage
OUT   ?= grades
# The package of Debian before one that a user has put in its place: the
# sandbox sees /usr and little else.
GRADE_PYTHON ?= $(firstword $(wildcard /usr/bin/python3) python3)

JUDGES  := $(patsubst %,$(STAGE)/judge/%,$(EXERCISES))
WORKERS := $(patsubst %,$(STAGE)/link/%.o,$(EXERCISES))
GRADER_INCLUDES = $(LIB_INCLUDES) -Iexercises/grader

$(G)/%.o: exercises/grader/%.c $(wildcard exercises/grader/*.h) $(B)/flags
	@mkdir -p $(@D)
	$(QUIET)$(CC) $(ALL_CFLAGS) $(GRADER_INCLUDES) $(CHECK_CFLAGS) -c $< -o $@

$(STAGE)/jail: exercises/grader/jail.c
	@mkdir -p $(@D)
	$(QUIET)$(CC) -std=c11 $(WARNINGS) -O2 -static $< -o $@

# The headers a submission may include: no tests, no anchors, no solutions; and
# the library of the chapters up to its own, with the names it defines.
define grade_chapter_rules
$(STAGE)/include/$(1)/.staged: $(wildcard lib/*/*.h $(patsubst %,chapters/%/*.h,$(call upto,$(1))) \
  exercises/$(1)/exercises.h)
	@rm -rf $$(@D) && mkdir -p $$(@D)
	@cp $$(filter-out %/test.h %/anchors.h,$$^) $$(@D)
	@touch $$@
$(STAGE)/link/$(1)/libtfn.a: $(call objects_upto,$(1)) $(LIB_OBJECTS)
	@mkdir -p $$(@D)
	@rm -f $$@
	$$(QUIET)$(AR) rcs $$@ $$^ && strip -S $$@
	@nm -g --defined-only $$@ | awk 'NF == 3 { print $$$$3 }' | sort -u > $$(@D)/names
	@echo '$($(1)_EXERCISE_CFLAGS)' > $$(@D)/flags
endef
$(foreach c,$(CHAPTERS),$(eval $(call grade_chapter_rules,$(c))))

# The tests under AddressSanitizer, with answers of no sense; the library as it
# is, which other checks look after.
REPLY_CFLAGS := -fsanitize=address$(comma)undefined -fno-sanitize-recover=undefined
# $(1) chapter, $(2) K_name: the halves of every call, from the prototypes.
grade_flags = $(ALL_CFLAGS) $($(1)_EXERCISE_CFLAGS) $(call includes,$(1)) -Iexercises/$(1) \
  -Iexercises/support -Iexercises/grader
SEEDED := -include exercises/grader/judge_seed.h
# The names of an exercise's functions: column 8 of its line in the table.
grade_names = awk -F '\t' -v chapter=$(1) -v name=$(2) \
  '$$2 == chapter && $$3 == name { gsub(",", " ", $$8); print $$8 }' $(EXERCISE_TABLE)
define grade_rules
$(G)/proxy/$(1)/$(2).judge.c: $(EXERCISE_TABLE) exercises/$(1)/exercises.h \
  exercises/grader/proxy.py | $(call generated,$(1))
	@mkdir -p $$(@D)
	@names=$$$$($$(call grade_names,$(1),$(2))) && for half in worker fuzz judge; do \
	  $(GRADE_PYTHON) exercises/grader/proxy.py exercises/$(1)/exercises.h $$$$half $$$$names \
	    > $$(@:.judge.c=.$$$$half.c) || exit 1; \
	done
$(G)/test/$(1)/test_$(2).o: exercises/$(1)/test_$(2).c exercises/grader/judge_seed.h \
  $(B)/flags | $(call generated,$(1))
	@mkdir -p $$(@D)
	$$(QUIET)$$(CC) $$(call grade_flags,$(1)) $(SEEDED) -MMD -MP -c $$< -o $$@
$(STAGE)/judge/$(1)/$(2): $(G)/proxy/$(1)/$(2).judge.c $(G)/test/$(1)/test_$(2).o \
  $(G)/judge.o $(G)/judge_seed.o $(G)/message.o $(call exercise_objects,$(1))
	@mkdir -p $$(@D)
	$$(QUIET)$$(CC) $$(call grade_flags,$(1)) -w $$(filter %.c %.o,$$^) -o $$@ \
	  $$(ALL_LDFLAGS) $$(CHECK_LIBS) -lm
$(G)/fuzz/$(1)/$(2): $(G)/proxy/$(1)/$(2).judge.c exercises/$(1)/test_$(2).c \
  $(wildcard solutions/$(1)/$(2).c exercises/grader/fuzz.[ch]) \
  $(G)/judge_seed.o $(G)/message.o $(call exercise_objects,$(1))
	@mkdir -p $$(@D)
	@$$(CC) $$(call grade_flags,$(1)) -w -c \
	  -x c $(firstword $(wildcard solutions/$(1)/$(2).c) /dev/null) -o $$@.real.o
	@for f in $$$$($$(call grade_names,$(1),$(2))); do \
	  objcopy --redefine-sym $$$$f=real_$$$$f $$@.real.o; done
	$$(QUIET)$$(CC) $$(call grade_flags,$(1)) $(REPLY_CFLAGS) -w $(SEEDED) $$(<:.judge.c=.fuzz.c) \
	  exercises/grader/fuzz.c exercises/$(1)/test_$(2).c $$@.real.o $$(filter %.o,$$^) -o $$@ \
	  $$(ALL_LDFLAGS) $(REPLY_CFLAGS) $$(CHECK_LIBS) -lm
$(STAGE)/link/$(1)/$(2).o: $(G)/proxy/$(1)/$(2).judge.c
	@mkdir -p $$(@D)
	$$(QUIET)$$(CC) $$(call grade_flags,$(1)) -w -c $$(<:.judge.c=.worker.c) -o $$@
endef
$(foreach e,$(EXERCISES),$(eval $(call grade_rules,$(patsubst %/,%,$(dir $(e))),$(notdir $(e)))))

$(STAGE)/link/worker.o $(STAGE)/link/message.o: $(STAGE)/link/%.o: $(G)/%.o
	@mkdir -p $(@D)
	@cp $< $@
INSIDE := $(patsubst exercises/grader/%,$(STAGE)/%,$(wildcard exercises/grader/inside/*))
$(STAGE)/inside/%: exercises/grader/inside/%
	@mkdir -p $(@D)
	@cp $< $@

GRADER := $(JUDGES) $(WORKERS) $(STAGE)/jail $(INSIDE) \
  $(STAGE)/link/worker.o $(STAGE)/link/message.o \
  $(foreach c,$(CHAPTERS),$(STAGE)/include/$(c)/.staged $(STAGE)/link/$(c)/libtfn.a)

# What grade.py is told: everything else stands in its own options.
GRADE_CFLAGS := -std=c11 -O2 -ffp-contract=off $(if $(filter float,$(REAL)),-DREAL_FLOAT)
GRADE := $(GRADE_PYTHON) -E -s -B exercises/grader/grade.py --stage '$(STAGE)' \
  --table '$(EXERCISE_TABLE)' \
  --cc '$(CC)' --cflags='$(GRADE_CFLAGS)'
.PHONY: grade grader check-grader grade-dir
grader: $(GRADER)
grade-dir:
	@[ -d '$(DIR)' ] || { \
	  echo "make grade: DIR=folder says where the submissions are$(if $(DIR),; \
	    $(DIR) is no folder)" | tr -s ' '; exit 2; }
grade: grade-dir grader
	@$(GRADE) --out '$(OUT)' $(if $(SEED_GIVEN),--seed '$(SEED)') \
	  $(if $(ASSIGNMENT),--assignment '$(ASSIGNMENT)') $(if $(CLASS),--class-list '$(CLASS)') \
	  $(if $(ONLY),--only '$(ONLY)') $(if $(UNSAFE),--unsafe) $(if $(JOBS),--jobs '$(JOBS)') \
	  -- '$(DIR)'
SEED_GIVEN := $(filter command environment,$(firstword $(origin SEED)))

# Files for GitHub Classroom and Gradescope, for all exercises or an ASSIGNMENT.
.PHONY: classroom
classroom: $(EXERCISE_TABLE)
	@$(GRADE_PYTHON) -E -s -B exercises/grader/classroom.py '$(BUILD)/classroom' \
	  '$(EXERCISE_TABLE)' $(if $(ASSIGNMENT),'$(ASSIGNMENT)')

# A test must own all that it hands to a function, also where the function is
# to refuse: the judges run under AddressSanitizer, the workers as always.
S := $(patsubst %-sanitize,%,$(B))-sanitize
.PHONY: check-shapes
check-shapes: grader
	@$(MAKE) --no-print-directory SANITIZE=1 $(patsubst $(B)/%,$(S)/%,$(JUDGES)) > /dev/null
	@GRADE="$(GRADE)" sh exercises/grader/test_shapes.sh '$(STAGE)' '$(S)/grade/stage' '$(B)/shapes'

# Hostile submissions of every kind we could think of, and honest ones; then the
# tests of all exercises with answers of no sense.  T=name tries some cases.
REPLY_FUZZERS := $(patsubst %,$(G)/fuzz/%,$(EXERCISES))
FUZZ_ROUNDS ?= 3
.PHONY: check-grader-cases fuzz-replies
check-grader: check-grader-cases $(if $(T),,fuzz-replies)
check-grader-cases: grader $(B)/chapters/01-groups/test_cube
	@[ -d solutions ] || { \
	  echo "check-grader: needs the solutions, as the honest submission"; exit 2; }
	@T='$(T)' A_SUITE='$(B)/chapters/01-groups/test_cube' \
	  $(GRADE_PYTHON) -B exercises/grader/tests/run.py '$(B)/grader-test' $(GRADE)
fuzz-replies: $(REPLY_FUZZERS)
	@sh exercises/grader/tests/fuzz.sh $(FUZZ_ROUNDS) $(REPLY_FUZZERS)

# ---- the students' archive: no solutions, no wrong turns, the same checks ----
.PHONY: handout
handout:
	@[ -f lib/tools/author/handout.sh ] || { echo "make: this is a handout already"; exit 2; }
	@sh lib/tools/author/handout.sh $(BUILD)/handout.tar.gz
