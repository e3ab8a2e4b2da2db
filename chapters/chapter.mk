# Included by every chapter's Makefile: `make check` here is `make check-NN` at
# the top, and every other target is the top's own.
NN := $(firstword $(subst -, ,$(notdir $(CURDIR))))
.PHONY: check demo book
check demo plots book:
	@$(MAKE) --no-print-directory -C ../.. $@-$(NN)
%:
	@$(MAKE) --no-print-directory -C ../.. $@
Makefile ../chapter.mk: ;
