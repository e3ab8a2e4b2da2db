# What is peculiar to chapter 10: a demo of several files, and `make nbody`.
#: make nbody            train the networks of chapter 10 on charged bodies
#:                       (SEED=2  ARGS="--steps 3000 --seeds 3"  ARGS=--help)
ATTENTION := chapters/$(HERE)
ATTENTION_DEMO := $(B)/$(ATTENTION)/demo
$(ATTENTION_DEMO): $(call objects,$(sort $(wildcard $(ATTENTION)/demo_*.c)))

.PHONY: nbody
ifeq ($(origin REAL),file)
nbody:
	@$(MAKE) --no-print-directory nbody REAL=float
else
nbody: $(ATTENTION_DEMO)
	@$< --seed $(SEED) $(ARGS)
endif
