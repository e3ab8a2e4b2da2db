# What is peculiar to chapter 3: how far its straight-line code goes.
GENERATED_LMAX ?= 8
$(HERE)_GENERATOR_ARGS := $(GENERATED_LMAX)
