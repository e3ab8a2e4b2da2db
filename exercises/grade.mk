# Grading: make grade DIR=submissions [OUT=grades]; the students' archive: make
# handout.  The pieces are in lib/judge/; they are built under $(G).
G   := $(B)/grade
OUT ?= grades

JUDGES  := $(patsubst %,$(G)/judge/%,$(EXERCISES))
WORKERS := $(patsubst %,$(G)/worker/%.o,$(EXERCISES))

$(G)/%.o: lib/judge/%.c lib/judge/judge.h $(B)/flags
	@mkdir -p $(@D)
	$(QUIET)$(CC) $(ALL_CFLAGS) -Ilib $(CHECK_CFLAGS) -c $< -o $@

$(G)/jail: lib/judge/jail.c
	@mkdir -p $(@D)
	$(QUIET)$(CC) -std=c11 $(WARNINGS) -O2 -static $< -o $@

# The headers a submission may include: no tests, no anchors, no solutions.
define grade_chapter_rules
$(G)/include/$(1)/.staged: $(wildcard lib/*.h) $(foreach c,$(call upto,$(1)),$(wildcard chapters/$(c)/*.h)) $(wildcard exercises/$(1)/exercises.h)
	@rm -rf $$(@D) && mkdir -p $$(@D)
	@cp $$(filter-out %/test.h %/anchors.h,$$^) $$(@D)
	@touch $$@
$(G)/worker/$(1)/libtfn.a: $(foreach c,$(call upto,$(1)),$(call objects,$(call module,$(c)))) $(LIB_OBJECTS)
	@mkdir -p $$(@D)
	@rm -f $$@
	$$(QUIET)$(AR) rcs $$@ $$^
endef
$(foreach c,$(CHAPTERS),$(eval $(call grade_chapter_rules,$(c))))

# $(1) chapter, $(2) K_name: the two halves of every call, from the prototypes.
define grade_rules
$(G)/proxy/$(1)/$(2).judge.c: exercises/$(1)/$(2).c exercises/$(1)/exercises.h lib/judge/proxy.pl | $(call generated,$(1))
	@mkdir -p $$(@D)
	@$(CC) $(ALL_CFLAGS) -w $(call includes,$(1)) -Iexercises/$(1) -c $$< -o $$(@:.judge.c=.stub.o)
	@names=$$$$(nm -g $$(@:.judge.c=.stub.o) | awk '$$$$2 == "T" { sub(/^_/, "", $$$$3); print $$$$3 }') && \
	  perl lib/judge/proxy.pl exercises/$(1)/exercises.h worker $$$$names > $$(@:.judge.c=.worker.c) && \
	  perl lib/judge/proxy.pl exercises/$(1)/exercises.h judge $$$$names > $$@
$(G)/judge/$(1)/$(2): $(G)/proxy/$(1)/$(2).judge.c $(B)/exercises/$(1)/test_$(2).o $(G)/judge.o $(G)/message.o $(call exercise_objects,$(1))
	@mkdir -p $$(@D)
	$$(QUIET)$$(CC) $$(ALL_CFLAGS) -w $(call includes,$(1)) -Iexercises/$(1) -Ilib/judge $$(filter %.c %.o,$$^) -o $$@ $$(ALL_LDFLAGS) $$(CHECK_LIBS) -lm
$(G)/worker/$(1)/$(2).o: $(G)/proxy/$(1)/$(2).judge.c
	@mkdir -p $$(@D)
	$$(QUIET)$$(CC) $$(ALL_CFLAGS) -w $(call includes,$(1)) -Iexercises/$(1) -Ilib/judge -c $$(<:.judge.c=.worker.c) -o $$@
endef
$(foreach e,$(EXERCISES),$(eval $(call grade_rules,$(patsubst %/,%,$(dir $(e))),$(notdir $(e)))))

GRADER := $(JUDGES) $(WORKERS) $(G)/jail $(G)/worker/worker.o $(G)/worker/message.o \
  $(foreach c,$(CHAPTERS),$(G)/include/$(c)/.staged $(G)/worker/$(c)/libtfn.a)
$(G)/worker/worker.o $(G)/worker/message.o: $(G)/worker/%.o: $(G)/%.o
	@mkdir -p $(@D)
	@cp $< $@

.PHONY: grade grader check-grader grade-dir
grader: $(GRADER)
grade-dir:
	@[ -d '$(DIR)' ] || { echo "make grade: DIR=folder says where the submissions are$(if $(DIR),; $(DIR) is no folder)"; exit 2; }
grade: grade-dir grader
	@GRADE_DIR='$(abspath $(G))' CC='$(CC)' CFLAGS_GRADE='-std=c11 -O2 -ffp-contract=off $(if $(filter float,$(REAL)),-DREAL_FLOAT)' \
	  BWRAP="$$(sh lib/judge/bwrap.sh)" perl lib/judge/grade.pl '$(DIR)' '$(OUT)'

# A test must own all that it hands to a function, also where the function is
# to refuse: the judges run under AddressSanitizer, the workers as always.
S := $(patsubst %-sanitize,%,$(B))-sanitize
.PHONY: check-shapes
check-shapes: grader
	@$(MAKE) --no-print-directory SANITIZE=1 $(patsubst $(B)/%,$(S)/%,$(JUDGES)) > /dev/null
	@MAKE='$(MAKE)' CC='$(CC)' sh lib/judge/test_shapes.sh $(G) $(S)/grade $(B)/shapes

# Hostile submissions of every kind we could think of, and honest ones.
check-grader: grader
	@[ -d solutions ] || { echo "check-grader: needs the solutions, as the honest submission"; exit 2; }
	@MAKE='$(MAKE)' sh lib/judge/test_grade.sh $(B)/grader-test

# ---- the students' archive: no solutions, no wrong turns, the same checks ----
.PHONY: handout
handout:
	@sh lib/tools/handout.sh $(BUILD)/handout.tar.gz
