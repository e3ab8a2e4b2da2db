# What is peculiar to chapter 0: its file is a program that needs nothing else.
#: make sitting          the network of chapter 0, from one file
$(HERE)_PROGRAMS := sitting
.PHONY: sitting
sitting: $(B)/sitting
	@$<
$(B)/sitting: chapters/$(HERE)/sitting.c $(B)/flags
	$(call compiler) $(ALL_CFLAGS) $< $(ALL_LDFLAGS) -lm
