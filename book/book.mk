# The book: PDF and HTML from the chapters' Markdown.
#
#   make book          both, the whole book      make book-pdf  make book-html
#   make book-03       one chapter, both         make book-letter  US Letter
#   make plots         every figure              make plots-03
#   make check-book    the pages: links, console, 360 px, formulas, search
#   DRAFT=1            print mistakes, make the page all the same
#   SANITIZE=1 and REAL=float do not reach here: a book shows the plain build.

BOOK_TITLE    := From Rotations to Tensor Field Networks
BOOK_SUBTITLE := SO(3)-equivariant neural networks in plain C, from the group axioms to a trained network, every line shown and tested
BOOK_VERSION  := $(or $(shell git describe --tags --always 2>/dev/null),$(VERSION))
DRAFT         ?=

BOOK   := $(BUILD)/book
BOOK_D := $(BUILD)/$(notdir $(firstword $(CC)))-double
BOOK_F := $(BUILD)/$(notdir $(firstword $(CC)))-float

# ---- documents, in reading order ----
BOOK_FRONT    := $(filter $(basename $(notdir $(wildcard book/pages/*.md))),preface reading notation)
BOOK_BACK     := $(filter $(basename $(notdir $(wildcard book/pages/*.md))),A-library B-conversions C-teaching glossary claims references terms)
BOOK_FRONT    := $(foreach d,preface reading notation,$(filter $(d),$(BOOK_FRONT)))
BOOK_BACK     := $(foreach d,A-library B-conversions C-teaching glossary claims references terms,$(filter $(d),$(BOOK_BACK)))
BOOK_CHAPTERS := $(foreach c,$(CHAPTERS),$(if $(wildcard chapters/$(c)/chapter.md),$(c)))
# `index` is the first page on a screen; on paper that is the title page.
BOOK_DOCS     := $(BOOK_FRONT) $(BOOK_CHAPTERS) $(BOOK_BACK)
book_source    = $(firstword $(wildcard chapters/$(1)/chapter.md book/pages/$(1).md))
book_dir       = $(if $(filter $(1),$(CHAPTERS)),chapters/$(1),book/pages)
book_number    = $(patsubst 0%,%,$(filter 0% 1% 2% A B C,$(call number,$(1))))

# What a chapter's page is made from besides its prose.
book_tests   = $(patsubst chapters/%.c,%,$(wildcard chapters/$(1)/test_*.c))
book_records = $(foreach t,$(call book_tests,$(2)),$(1)/records/$(t).tsv) $(if $(filter B-%,$(2)),$(1)/records/conversions.tsv)
book_plots   = $(patsubst chapters/%.gp,$(BOOK)/$(if $(filter svg,$(1)),html/)plots/%.$(1),$(wildcard chapters/$(2)/*.gp))
book_code    = $(wildcard chapters/$(1)/*.[ch] chapters/$(1)/wrong.tsv exercises/$(1)/*.c)
ALL_RECORDS        = $(foreach c,$(BOOK_CHAPTERS) $(BOOK_BACK),$(call book_records,$(BOOK_D),$(c)))
ALL_FLOAT_RECORDS  = $(foreach c,$(BOOK_CHAPTERS) $(BOOK_BACK),$(call book_records,$(BOOK_F),$(c)))
BOOK_FILTER := $(wildcard book/filter/*.lua) book/references.bib book/conventions.md book/wrong_shown.tsv book/index.tsv

.PHONY: book book-pdf book-html book-letter plots

ifneq ($(REAL)$(SANITIZE)$(NATIVE)$(OPENMP),double)
book: FORCE
	@$(MAKE) --no-print-directory REAL=double SANITIZE= NATIVE= OPENMP= $@
else
book: book-pdf book-html
endif
book-pdf: $(BOOK)/book-a4.pdf
book-letter: $(BOOK)/book-letter.pdf

# ---- claims measured: each suite once in double, once in float ----
$(B)/records/%.tsv: $(B)/chapters/%
	@mkdir -p $(@D)
	@echo "testing $* ($(REAL))"
	@$< --records $@ > $(@:.tsv=.log) 2>&1 || { cat $(@:.tsv=.log); test -n "$(DRAFT)"; }

# The appendix on other libraries has a suite of its own: part of `make check`.
CONVERSIONS := $(B)/book/conversions/test_conversions
$(CONVERSIONS).o: book/conversions/test_conversions.c $(B)/flags
	@mkdir -p $(@D)
	@$(CC) $(ALL_CFLAGS) $(call includes,04-clebsch-gordan) -Ibook/conversions -MMD -MP -c $< -o $@
$(CONVERSIONS): $(CONVERSIONS).o $(B)/lib/test.o $(foreach c,$(call upto,04-clebsch-gordan),$(call objects,$(call module,$(c)))) $(LIB_OBJECTS)
	@$(CC) $^ -o $@ $(ALL_LDFLAGS) $(CHECK_LIBS) -lm
$(B)/results/conversions.result: $(CONVERSIONS) FORCE
	@sh lib/tools/run_suite.sh $< $@ $(T)
check: $(B)/results/conversions.result
.PHONY: check-conversions
check-conversions: $(B)/results/conversions.result
	@sh lib/tools/summary.sh $^
$(B)/records/conversions.tsv: $(CONVERSIONS)
	@mkdir -p $(@D)
	@$< --records $@ > $(@:.tsv=.log) 2>&1 || { cat $(@:.tsv=.log); test -n "$(DRAFT)"; }

# One sub-make builds what the float records need; only the chapters asked for.
BOOK_ONE := $(foreach g,$(filter book-%,$(GOALS)),$(call chapter,$(patsubst book-%,%,$(g))))
BOOK_WANTED_FLOAT := $(if $(filter-out book-% plots-%,$(GOALS))$(filter book-pdf book-html book-letter,$(GOALS)),$(ALL_FLOAT_RECORDS),$(foreach c,$(BOOK_ONE),$(call book_records,$(BOOK_F),$(c))))
ifeq ($(REAL),double)
.PHONY: float-records
float-records: FORCE
	@$(if $(BOOK_WANTED_FLOAT),$(MAKE) --no-print-directory REAL=float DRAFT=$(DRAFT) $(BOOK_WANTED_FLOAT) | grep -v 'up to date' || true)
$(BOOK_F)/records/%.tsv: float-records
	@test -f $@
endif

# ---- plots ----
BOOK_GNUPLOT = gnuplot -e "data='$(BOOK_D)/demo/$(1)'; out='$(2)'" book/style.gp $(3)
define plot_rules
$(BOOK)/plots/$(1)/%.pdf: chapters/$(1)/%.gp book/style.gp $(BOOK_D)/demo/$(1)/transcript.txt
	@mkdir -p $$(@D)
	@$$(call BOOK_GNUPLOT,$(1),$$@,$$<) > $$@.log 2>&1 && test -s $$@ || \
	  { echo "$$<: gnuplot says:"; cat $$@.log; rm -f $$@; exit 1; }
	@! grep -i warning $$@.log || { echo "$$<: a plot must draw without warnings"; test -n "$(DRAFT)"; }
plots-$(call number,$(1)): $(call book_plots,pdf,$(1))
endef
$(foreach c,$(CHAPTERS),$(eval $(call plot_rules,$(c))))
# Drawings of the front matter need no data.
$(BOOK)/plots/reading/%.pdf: book/pages/%.gp book/style.gp
	@mkdir -p $(@D)
	@$(call BOOK_GNUPLOT,none,$@,$<) > $@.log 2>&1 || { cat $@.log; rm -f $@; exit 1; }
BOOK_DRAWINGS := $(patsubst book/pages/%.gp,reading/%,$(wildcard book/pages/*.gp))
plots: $(foreach c,$(CHAPTERS),$(call book_plots,pdf,$(c))) $(BOOK_DRAWINGS:%=$(BOOK)/plots/%.pdf)

$(BOOK)/html/plots/%.svg: $(BOOK)/plots/%.pdf book/figure.sh
	@mkdir -p $(@D)
	@sh book/figure.sh $< $@ $(firstword $(wildcard chapters/$*.gp book/pages/$(notdir $*).gp))

# ---- from Markdown: labels of every document, then LaTeX and HTML ----
PANDOC = pandoc --fail-if-warnings --columns=120 --wrap=none -f markdown-implicit_figures \
  --lua-filter book/filter/book.lua -M doc=$(1) -M dir=$(call book_dir,$(1)) \
  -M number="$(call book_number,$(1))" -M source=$(call book_source,$(1)) -M build=$(BOOK_D) \
  -M plots='$(CURDIR_PLOTS)' -M draft="$(DRAFT)"
CURDIR_PLOTS = $(if $(filter /%,$(BOOK)),,$(CURDIR)/)$(BOOK)/plots
CITE = --citeproc --metadata-file book/cite.yaml \
  --lua-filter book/filter/cite.lua -M lang=en-US

define document_rules
$(BOOK)/labels/$(1).tsv: $(call book_source,$(1)) $(wildcard chapters/$(1)/*.[ch]) $(if $(filter A-%,$(1)),$(wildcard lib/*.[ch])) book/filter/book.lua book/filter/source.lua book/index.tsv
	@mkdir -p $$(@D)
	@$$(call PANDOC,$(1)) -M pass=collect -M out=$$@.new $$< -t native -o /dev/null
	@cmp -s $$@.new $$@ || mv $$@.new $$@; rm -f $$@.new

$(1)_needs := $(call book_source,$(1)) $(BOOK)/labels.tsv $(BOOK_FILTER) $(call book_code,$(1)) \
  $(if $(filter $(1),$(CHAPTERS)),$(if $(wildcard chapters/$(1)/demo.c),$(BOOK_D)/demo/$(1)/transcript.txt)) $(call book_records,$(BOOK_D),$(1)) $(call book_records,$(BOOK_F),$(1)) \
  $(if $(filter B-%,$(1)),book/conversions/test_conversions.c) $(if $(filter reading,$(1)),$(wildcard chapters/*/chapter.md)) \
  $(if $(filter claims,$(1)),$(ALL_RECORDS) $(ALL_FLOAT_RECORDS)) \
  $(if $(filter A-%,$(1)),$(wildcard lib/*.[ch]))
$(1)_claims = -M records="$(if $(filter claims,$(1)),$(ALL_RECORDS),$(call book_records,$(BOOK_D),$(1)))" \
  -M float_records="$(if $(filter claims,$(1)),$(ALL_FLOAT_RECORDS),$(call book_records,$(BOOK_F),$(1)))"

$(BOOK)/tex/$(1).tex: $$($(1)_needs)
	@mkdir -p $$(@D)
	@$$(call PANDOC,$(1)) $$(CITE) $$($(1)_claims) -M pass=latex -M labels=$(BOOK)/labels.tsv \
	  --top-level-division=chapter $$< -t latex -o $$@

$(BOOK)/html/$(1).html: $$($(1)_needs) book/html/page.html $(BOOK)/version
	@mkdir -p $$(@D) $(BOOK)/search
	@$$(call PANDOC,$(1)) $$(CITE) $$($(1)_claims) -M pass=html -M labels=$(BOOK)/labels.tsv \
	  -M out=$(BOOK)/search/$(1).js --template book/html/page.html -V version='$(BOOK_VERSION)' \
	  -V book-title='$(BOOK_TITLE)' $$< -s -t html5 --mathml -o $$@
endef
$(foreach d,index $(BOOK_DOCS),$(eval $(call document_rules,$(d))))

# The labels of the whole book; its date changes only when a label does.
$(BOOK)/labels.tsv: $(foreach d,$(BOOK_DOCS),$(BOOK)/labels/$(d).tsv) FORCE
	@cat /dev/null $(filter-out FORCE,$^) > $@.new
	@cmp -s $@.new $@ || mv $@.new $@; rm -f $@.new

$(BOOK)/version: FORCE
	@mkdir -p $(@D)
	@echo '$(BOOK_VERSION)' > $@.new
	@cmp -s $@.new $@ || mv $@.new $@; rm -f $@.new

# ---- PDF ----
# $(1) name of the PDF, $(2) paper, $(3) documents, $(4) whole book or one chapter
BOOK_TYPESET = DRAFT=$(DRAFT) sh book/typeset.sh $(BOOK) $(1) $(2) '$(3)' '$(4)' '$(BOOK_VERSION)' '$(BOOK_TITLE)' '$(BOOK_SUBTITLE)'
BOOK_TEX = $(wildcard book/tex/*.tex) book/typeset.sh $(BOOK)/version

$(BOOK)/book-a4.pdf: $(foreach d,$(BOOK_DOCS),$(BOOK)/tex/$(d).tex) $(foreach c,$(BOOK_CHAPTERS),$(call book_plots,pdf,$(c))) $(BOOK_DRAWINGS:%=$(BOOK)/plots/%.pdf) $(BOOK_TEX)
	@$(call BOOK_TYPESET,book-a4,a4,$(BOOK_FRONT) : $(BOOK_CHAPTERS) : $(BOOK_BACK),whole)
	@echo "made $@"
$(BOOK)/book-letter.pdf: $(foreach d,$(BOOK_DOCS),$(BOOK)/tex/$(d).tex) $(foreach c,$(BOOK_CHAPTERS),$(call book_plots,pdf,$(c))) $(BOOK_DRAWINGS:%=$(BOOK)/plots/%.pdf) $(BOOK_TEX)
	@$(call BOOK_TYPESET,book-letter,letter,$(BOOK_FRONT) : $(BOOK_CHAPTERS) : $(BOOK_BACK),whole)
	@echo "made $@"

# ---- HTML ----
BOOK_FONTS  := texgyrepagella-regular.otf texgyrepagella-bold.otf texgyrepagella-italic.otf \
  texgyrepagella-bolditalic.otf texgyrepagella-math.otf \
  JetBrainsMono-Regular.ttf JetBrainsMono-Bold.ttf JetBrainsMono-Italic.ttf
BOOK_STATIC := $(BOOK)/html/book.css $(BOOK)/html/book.js $(BOOK)/html/fonts/stamp
$(BOOK)/html/book.%: book/html/book.%
	@mkdir -p $(@D)
	@cp $< $@
$(BOOK)/html/fonts/stamp:
	@sh book/fonts.sh $(@D) $(BOOK_FONTS)
	@touch $@

# The search index: what each page wrote about itself, in reading order.
$(BOOK)/html/search.js: $(foreach d,$(BOOK_DOCS),$(BOOK)/html/$(d).html)
	@{ echo 'window.book_search = [];'; cat $(foreach d,$(BOOK_DOCS),$(BOOK)/search/$(d).js); } > $@

book-html: $(foreach d,index $(BOOK_DOCS),$(BOOK)/html/$(d).html) $(BOOK)/html/search.js $(BOOK_STATIC) \
  $(foreach c,$(BOOK_CHAPTERS),$(call book_plots,svg,$(c))) $(BOOK_DRAWINGS:%=$(BOOK)/html/plots/%.svg)
	@echo "made $(BOOK)/html/index.html"

# The pages in a browser without a window (needs chromium; see the script).
.PHONY: check-book
check-book: book-html
	@sh book/test_html.sh $(BOOK)/html

# ---- one chapter ----
define one_chapter
.PHONY: book-$(call number,$(1))
book-$(call number,$(1)): $(BOOK)/$(1).pdf $(BOOK)/html/$(1).html $(call book_plots,svg,$(1)) $(BOOK_STATIC)
	@echo "made $(BOOK)/$(1).pdf and $(BOOK)/html/$(1).html"
$(BOOK)/$(1).pdf: $(BOOK)/tex/$(1).tex $(call book_plots,pdf,$(1)) $(BOOK_TEX)
	@$$(call BOOK_TYPESET,$(1),a4,$(1),one)
endef
$(foreach c,$(BOOK_CHAPTERS),$(eval $(call one_chapter,$(c))))
