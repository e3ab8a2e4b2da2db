# What is peculiar to the made-up chapter @NN@.
#: make toy@NN@            a program of the made-up chapter @NN@
$(HERE)_GENERATOR_ARGS := 3
$(HERE)_EXERCISE_CFLAGS := -DTOY@NN@_PLACES=2
TOY@NN@ := $(B)/chapters/$(HERE)/demo
.PHONY: toy@NN@
toy@NN@: $(TOY@NN@)
	@$<
