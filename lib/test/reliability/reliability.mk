# What is tried besides the tests: failing allocations, threads, strange input,
# other processors, and which lines the tests do not reach.
#: make faults           every allocation of every function fails once
#: make threads          eight threads under the thread sanitizer
#: make fuzz SECONDS=60  strange input, for so long (needs clang)
#: make coverage         lines and branches that no test reaches
#: make cross            tests on other processors, emulated   (QUICK=1)
HARD := lib/test/reliability
ALL_C += $(wildcard $(HARD)/*.c)
EVERYTHING := $(call objects,$(MODULES)) $(LIB_OBJECTS)
WRAPS := malloc calloc realloc aligned_alloc free
# Each of these builds in a folder of its own below build/.
again = $(MAKE) --no-print-directory BUILD='$(BUILD)/$(1)'

.PHONY: faults threads fuzz coverage cross run-faults run-threads run-fuzz
$(B)/$(HARD)/%.o: $(HARD)/%.c $(B)/flags
	$(call compiler,the library) $(ALL_CFLAGS) $(call includes,$(lastword $(CHAPTERS))) \
	  -MMD -MP -c $<

# ---- failing allocations ----
# A function that takes memory and that none of them calls is a mistake, too.
FAULTS := $(B)/$(HARD)/faults.o $(B)/$(HARD)/faults_later.o
$(B)/faults: $(FAULTS) $(EVERYTHING)
	$(call compiler) $^ $(WRAPS:%=-Wl,--wrap=%) $(ALL_LDFLAGS) -lm
run-faults: $(B)/faults
	@$<
	@perl $(HARD)/allocates.pl $(FAULTS) -- $(EVERYTHING)
faults:
	@$(MAKE) --no-print-directory SANITIZE=1 run-faults

# ---- strange input ----
# Only what a fuzzer needs is compiled, by clang, in one go.
SECONDS ?= 60
FUZZERS := irreps store graph xyz
# Whole programs: their command lines, and the tables that they read.
FUZZ_PROGRAMS := tetris speed bench so2 nbody equiformer molecule curve
FUZZ := $(BUILD)/fuzz
fuzz_parts_irreps := 01-groups/so3 02-wigner-d/wigner 02-wigner-d/representation \
  05-tensor-products/irreps
fuzz_parts_store := 07-tetris/store
fuzz_parts_xyz := $(patsubst chapters/%.c,%,$(wildcard chapters/12-physics/xyz*.c))
fuzz_parts_graph := 03-real-harmonics/harmonics 06-tfn-layers/graph \
  06-tfn-layers/graph_room 06-tfn-layers/tfn_status
FUZZ_CFLAGS := -std=c11 -O1 -g -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined
define fuzz_rules
$(FUZZ)/$(1): $(HARD)/fuzz_$(1).c $(fuzz_parts_$(1):%=chapters/%.c) \
  $(wildcard lib/numerics/*.c) | $(call generated,03-real-harmonics)
	@mkdir -p $$(@D)
	@clang $(FUZZ_CFLAGS) $(if $(filter float,$(REAL)),-DREAL_FLOAT) \
	  $(call includes,$(lastword $(CHAPTERS))) $$(filter %.c,$$^) -o $$@ -lm
.PHONY: fuzz-$(1)
fuzz-$(1): $(FUZZ)/$(1)
	@sh $(HARD)/fuzz.sh $$< $(HARD)/corpus/$(1) $(SECONDS)
endef
$(foreach f,$(FUZZERS),$(eval $(call fuzz_rules,$(f))))
# The source of the program is in the fuzzer's; the modules are those of the tests.
fuzz_chapter_tetris := 07
fuzz_chapter_speed := 08
fuzz_chapter_bench := 08
fuzz_chapter_so2 := 09
fuzz_chapter_nbody := 10
fuzz_chapter_equiformer := 10
fuzz_chapter_molecule := 12
fuzz_chapter_curve := 12
# Other files of the program, which the fuzzer's does not include.
fuzz_rest_so2 := demo_bench_product.c
fuzz_rest_nbody := demo_equiformer.c
define fuzz_program_rules
$(FUZZ)/$(1): $(HARD)/fuzz_$(1).c $(HARD)/fuzz_program.h $(2)/demo*.c $(EVERYTHING)
	@mkdir -p $$(@D)
	@clang $(FUZZ_CFLAGS) $(if $(filter float,$(REAL)),-DREAL_FLOAT) -I$(2) \
	  $(call includes,$(lastword $(CHAPTERS))) $$< \
	  $(fuzz_rest_$(1):%=$(2)/%) $(EVERYTHING) -o $$@ -lm
.PHONY: fuzz-$(1)
fuzz-$(1): $(FUZZ)/$(1)
	@sh $(HARD)/fuzz.sh $$< $(HARD)/corpus/$(1) $(SECONDS)
endef
$(foreach f,$(FUZZ_PROGRAMS),$(eval $(call \
  fuzz_program_rules,$(f),$(wildcard chapters/$(fuzz_chapter_$(f))-*))))
.PHONY: fuzz-class
fuzz-class:
	@python3 $(HARD)/fuzz_class.py $(HARD)/corpus $(SECONDS)
fuzz: $(FUZZERS:%=fuzz-%) $(FUZZ_PROGRAMS:%=fuzz-%) fuzz-class

# ---- other processors ----
# RUNNER=qemu-... runs the programs of another processor.
cross:
	@BUILD='$(BUILD)' QUICK='$(QUICK)' sh $(HARD)/cross.sh $(ONLY)

# ---- threads ----
# Kernels with the narrowest vectors, and not optimised: races are the same.
HASTE := WIDTHS=16 FAST_CFLAGS='-ffp-contract=fast -fno-math-errno -Wno-psabi'
$(B)/threads: $(B)/$(HARD)/threads.o $(EVERYTHING)
	$(call compiler) $^ $(ALL_LDFLAGS) -pthread -lm
run-threads: $(B)/threads
	@$<
threads:
	@+$(call again,threads) CFLAGS='-O1 -g -fsanitize=thread' LDFLAGS=-fsanitize=thread \
	  $(HASTE) run-threads

# ---- coverage ----
# Inline functions are called here: of a copy for each size no test takes all ways.
COVERAGE := -O0 -g --coverage -fprofile-update=atomic -Dalways_inline=noinline -Wno-attributes
.PHONY: run-coverage
run-coverage: $(SUITES) run-faults
	@perl $(HARD)/coverage.pl $(HARD)/uncovered.tsv \
	  $$(find $(B)/chapters $(B)/lib/numerics $(B)/lib/program -name '*.gcda')
coverage:
	@find $(BUILD)/coverage -name '*.gcda' -exec rm -f {} + 2> /dev/null || true
	@+$(call again,coverage) TEST_CFLAGS= CFLAGS='$(COVERAGE)' \
	  LDFLAGS=--coverage PATIENCE=10 $(HASTE) run-coverage
