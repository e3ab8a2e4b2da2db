# What is peculiar to chapter 9: kernels for every width of vectors, as in
# chapter 8, and a program that measures.
SO2 := chapters/$(HERE)
SO2_KERNELS := $(wildcard $(SO2)/*_kernels.c)
$(call at_widths,$(HERE),$(SO2_KERNELS))
$(B)/$(SO2)/fast_so2.o: $(B)/generated/08-speed/fast_widths.inc
$(call tests_at_widths,$(HERE),test_fast_so2)
wrong-chapter-$(HERE): export KERNEL_WIDTH := $(WIDEST)
wrong-chapter-$(HERE): export OR_ELSE := FAST_SIMD=16
wrong-chapter-$(HERE): export KERNEL_FLAGS := -ffp-contract=fast $(WIDEST_CFLAGS)

# ---- measuring: single precision, this machine, now ----
#: make bench-so2        chapter 9's product, dense, sparse, fused and in frames
#:                       (ONLY="6 64": l = 6 and 64 channels)
BENCH_SO2 := $(B)/$(SO2)/demo_bench_so2
$(B)/$(SO2)/demo_bench_product.o: private MORE_CFLAGS := $(FAST_CFLAGS) $(WIDEST_CFLAGS)
$(BENCH_SO2): $(call objects,$(sort $(wildcard $(SO2)/demo_bench_*.c))) \
  $(call objects_upto,$(HERE)) $(LIB_OBJECTS)
	$(call compiler) $^ $(ALL_LDFLAGS) -lm
.PHONY: bench-so2
SO2_CSV := $(B)/bench-so2$(if $(ONLY),-part).csv
ifneq ($(REAL),float)
bench-so2:
	@$(MAKE) --no-print-directory bench-so2 REAL=float
else
bench-so2: $(BENCH_SO2)
	@$< $(SO2_CSV) $(ONLY) && echo "bench-so2: written to $(SO2_CSV)"
endif

# make bench-so2-peers: e3nn-jax on the same product, in the Python that
# `make bench-peers` installed
#: make bench-so2-peers  and against e3nn-jax (after make bench-peers)
SO2_PYTHON ?= $(BUILD)/peers/bin/python
.PHONY: bench-so2-peers
ifneq ($(REAL),float)
bench-so2-peers:
	@$(MAKE) --no-print-directory bench-so2-peers REAL=float
else
bench-so2-peers: $(BENCH_SO2)
	@$(SO2_PYTHON) -c 'import e3nn_jax' 2> /dev/null || { \
	  echo "bench-so2-peers: no e3nn-jax; make bench-peers ARGS='--only harmonics' installs it"; \
	  exit 2; }
	@$(SO2_PYTHON) $(SO2)/peers_so2.py $< $(B)/peers-so2.csv
endif
