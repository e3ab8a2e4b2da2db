# Included by every chapter's Makefile: `make check` here is `make check-NN` at
# the top, and every other target is the top's own.  The path to here may hold
# spaces, the name of this folder does not.
NN := $(firstword $(subst -, ,$(lastword $(notdir $(CURDIR)))))
.PHONY: check demo book
check demo plots book:
	@$(MAKE) --no-print-directory -C ../.. $@-$(NN)
%:
	@$(MAKE) --no-print-directory -C ../.. $@
Makefile ../chapter.mk: ;
