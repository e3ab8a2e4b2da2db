# The appendix on other libraries has a suite of its own, part of `make check`;
# it needs the modules up to that of the coupling coefficients.
CONVERSIONS      := $(B)/book/conversions/test_conversions
CONVERSIONS_UPTO := $(lastword $(call upto,$(call chapter,04)))
$(CONVERSIONS).o: book/conversions/test_conversions.c $(B)/flags
	$(call compiler,appendix B) $(ALL_CFLAGS) $(call includes,$(CONVERSIONS_UPTO)) \
	  -Ibook/conversions -MMD -MP -c $<
$(CONVERSIONS): $(CONVERSIONS).o $(B)/lib/test/test.o $(call objects_upto,$(CONVERSIONS_UPTO)) \
  $(LIB_OBJECTS)
	$(call compiler) $^ $(ALL_LDFLAGS) $(CHECK_LIBS) -lm

$(B)/results/conversions.result: $(CONVERSIONS) FORCE
	@sh lib/tools/build/run_suite.sh $< $@ $(T)
check: $(B)/results/conversions.result
.PHONY: check-conversions
check-conversions: $(B)/results/conversions.result
	@sh lib/tools/build/summary.sh $^
$(B)/records/conversions.tsv: $(CONVERSIONS)
	@DRAFT='$(DRAFT)' sh book/records.sh $@ $<

# Each of its tests must be able to fail, as those of a chapter.
.PHONY: wrong-conversions
wrong: wrong-conversions
wrong-conversions: export COMPILE = $(CC) $(WRONG_FLAGS) $(call includes,$(CONVERSIONS_UPTO)) \
  -Ibook/conversions $(CHECK_CFLAGS)
wrong-conversions: export LINK = $(CC) $(ALL_LDFLAGS)
wrong-conversions: export OBJECTS = $(B)/lib/test/test.o $(call objects_upto,$(CONVERSIONS_UPTO)) \
  $(LIB_OBJECTS)
wrong-conversions: export LIBS = $(CHECK_LIBS) -lm
wrong-conversions: export BUILD_DIR = $(B)
wrong-conversions: export ONLY = $(T)
wrong-conversions: $(CONVERSIONS)
	@[ ! -f book/conversions/wrong.tsv ] || \
	  perl lib/tools/author/wrong_turns.pl book/conversions/wrong.tsv chapter
