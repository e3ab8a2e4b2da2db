# guards.mk: what must hold before anything is made: a folder to build in that
# make and the shell can name, numbers with a point, and all processors at work.

# ---- the folder: one word, without signs that make or the shell reads ----
BUILD_SAYS := BUILD=$(BUILD): say a folder
ifneq ($(words $(BUILD)),1)
  $(error $(BUILD_SAYS) whose path has no space)
endif
hash := \#
comma := ,
build_signs := ' " ` $$ % : ; & | < > ( ) * ? [ ] ! { } ~ \ $(hash) $(comma)
ifneq ($(strip $(foreach s,$(build_signs),$(findstring $(s),$(BUILD)))),)
  $(error $(BUILD_SAYS) whose path is made of letters, digits and ./_+-=@)
endif
# One spelling for a folder in here: dependency files hold paths as written.
override BUILD := $(patsubst ./%,%,$(patsubst %/,%,$(BUILD)))
ifneq ($(filter /%,$(BUILD)),)
  override BUILD := $(patsubst $(CURDIR)/%,%,$(abspath $(BUILD)))
endif
# `make clean` removes it: it may hold nothing but what was made.
BUILD_HOLDS := $(filter $(BUILD) $(BUILD)/%,$(CURDIR)) $(wildcard $(BUILD)/Makefile) \
  $(filter .. %/..,$(BUILD)) $(if $(BUILD),,/)
ifneq ($(strip $(BUILD_HOLDS)),)
  $(error $(BUILD_SAYS) of its own, not one that holds the book)
endif
BOOKS_OWN := .ci .git book chapters exercises lib solutions work
ifneq ($(filter $(BOOKS_OWN),$(firstword $(subst /, ,$(BUILD)))),)
  $(error $(BUILD_SAYS) of its own, not one of the book's)
endif

# ---- numbers with a point and names in one order, whatever the language ----
ifneq ($(LC_ALL),)
  export LC_CTYPE := $(LC_ALL)
endif
unexport LC_ALL
export LC_NUMERIC := C
export LC_COLLATE := C

# ---- all processors, unless -j says otherwise; sub-makes follow the first ----
ifeq ($(MAKELEVEL),0)
  MAKEFLAGS += -j$(shell nproc 2> /dev/null || getconf _NPROCESSORS_ONLN)
endif

# Chapters that compile.sh has named in this run.
export SAID := $(BUILD)/said/$(VARIANT)
ifeq ($(MAKELEVEL),0)
  $(shell rm -rf '$(BUILD)'/said/*)
endif
