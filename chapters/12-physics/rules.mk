# What is peculiar to chapter 12: two programs that take longer.
#: make molecule         train networks on the forces of ethanol, and run them
#:                       (ARGS="--train 100": other sizes; ARGS=--help)
#: make crystal          how long forces in a crystal take, up to 10^5 atoms
PHYSICS := chapters/$(HERE)
MOLECULE := $(B)/$(PHYSICS)/demo_molecule
CRYSTAL := $(B)/$(PHYSICS)/demo_crystal
$(MOLECULE) $(CRYSTAL): %: %.o $(call objects_upto,$(HERE)) $(LIB_OBJECTS)
	$(call compiler) $^ $(ALL_LDFLAGS) -lm
.PHONY: molecule crystal
molecule: $(MOLECULE)
	@$< --seed $(SEED) $(ARGS)
crystal: $(CRYSTAL)
	@$<
