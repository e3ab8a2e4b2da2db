# What is peculiar to chapter 7: the last program of the tour, the demo itself.
#: make tetris           train the network of chapter 7        (SEED=2  MINE=1)

# MINE=1 links the learner's own functions where their exercises pass.
SEED ?= 1
LAST := $(B)/chapters/$(HERE)/demo
LAST_OBJECTS := $(LAST).o $(call objects_upto,$(HERE)) $(LIB_OBJECTS)
.PHONY: tetris
ifdef MINE
MINE_EXERCISES := $(patsubst exercises/%.c,%, \
  $(shell grep -l '[^a-zA-Z0-9_]my_[a-z]' exercises/[0-9]*/[0-9]*_*.c))
MINE_RESULTS := $(MINE_EXERCISES:%=$(B)/results/exercises/%.result)
tetris: export EXERCISE_QUIET = 1
tetris: $(LAST) $(MINE_RESULTS)
	@LINK='$(CC) $(ALL_LDFLAGS)' LIBS=-lm BUILD_DIR='$(B)' OBJECTS='$(LAST_OBJECTS)' \
	  sh lib/tools/learner/mine.sh $(B)/mine $(MINE_RESULTS)
	@$(B)/mine --seed $(SEED) $(ARGS)
else
tetris: $(LAST)
	@$< --seed $(SEED) $(ARGS)
endif
