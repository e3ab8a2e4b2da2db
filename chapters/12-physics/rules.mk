# What is peculiar to chapter 12: three programs of their own.
#: make molecule         train networks on the forces of ethanol, and run them
#:                       (ARGS="--train 100": other sizes; ARGS=--help)
#: make crystal          how long forces in a crystal take, up to 10^5 atoms
PHYSICS := chapters/$(HERE)
MOLECULE := $(B)/$(PHYSICS)/demo_molecule
CRYSTAL := $(B)/$(PHYSICS)/demo_crystal
FORCES := $(B)/$(PHYSICS)/demo_bench_forces
$(MOLECULE) $(CRYSTAL) $(FORCES): %: %.o $(call objects_upto,$(HERE)) $(LIB_OBJECTS)
	$(call compiler) $^ $(ALL_LDFLAGS) -lm
.PHONY: molecule crystal
molecule: $(MOLECULE)
	@$< --seed $(SEED) $(ARGS)
crystal: $(CRYSTAL)
	@$<

# ---- measuring: single precision, this machine, now ----
#: make bench-forces     energies and forces of ethanol, microseconds an atom
#: make bench-forces-peers  and against e3nn-jax (after make bench-peers)
FORCES_PYTHON ?= $(BUILD)/peers/bin/python
.PHONY: bench-forces bench-forces-peers
ifneq ($(REAL),float)
bench-forces bench-forces-peers:
	@$(MAKE) --no-print-directory $@ REAL=float
else
bench-forces: $(FORCES)
	@for l in 0 1 2; do $< $(B)/forces.txt $$l 64 || exit; done
bench-forces-peers: $(FORCES)
	@$(FORCES_PYTHON) -c 'import e3nn_jax' 2> /dev/null || { \
	  echo "bench-forces-peers: no e3nn-jax; make bench-peers ARGS='--only harmonics' installs it"; \
	  exit 2; }
	@$(FORCES_PYTHON) $(PHYSICS)/peers_forces.py $< $(B)/peers-forces.csv
endif
