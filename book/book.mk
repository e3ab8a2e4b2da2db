# The book: PDF and HTML from the chapters' Markdown.
#
#   make book          all of it: make book-pdf  make book-html  make book-epub
#   make book-03       one chapter, both         make book-letter  US Letter
#   make book-shape    share of code, longest run of code, pages and holes
#   make book-source   the rest of the source on paper, a volume of its own
#   make plots         every figure              make plots-03
#   make site          the pages, PDF and EPUB as one folder, for any host
#   make check-book    the pages in a browser; the EPUB and the site
#   DRAFT=1            print mistakes, make the page all the same
#   SANITIZE=1 and REAL=float do not reach here: a book shows the plain build.

BOOK_TITLE    := From Rotations to Tensor Field Networks
BOOK_SUBTITLE := SO(3)-equivariant neural networks in plain C, from the group axioms to a \
  trained network, every line shown and tested
BOOK_VERSION  := $(or $(shell git describe --tags --always 2>/dev/null),$(VERSION))
DRAFT         ?=

BOOK   := $(BUILD)/book
BOOK_D := $(BUILD)/$(notdir $(firstword $(CC)))-double
BOOK_F := $(BUILD)/$(notdir $(firstword $(CC)))-float

# ---- documents, in reading order ----
BOOK_PAGES    := $(basename $(notdir $(wildcard book/pages/*.md)))
BOOK_FRONT    := $(filter $(BOOK_PAGES),preface reading map notation)
BOOK_BACK     := $(filter $(BOOK_PAGES), \
  A-library B-conversions C-teaching D-answers glossary claims references terms)
BOOK_CHAPTERS := $(foreach c,$(CHAPTERS),$(if $(wildcard chapters/$(c)/chapter.md),$(c)))
# What a chapter does not quote of its modules stands on a page of its own.
BOOK_REST     := source-library $(BOOK_CHAPTERS:%=source-%)
BOOK_PRINTED  := $(BOOK_FRONT) $(BOOK_CHAPTERS) $(BOOK_BACK)
# `index` is the first page on a screen; on paper that is the title page.
BOOK_DOCS     := $(filter-out glossary claims references terms,$(BOOK_PRINTED)) $(BOOK_REST) \
  $(filter glossary claims references terms,$(BOOK_BACK))
rest_of        = $(patsubst source-%,%,$(filter $(BOOK_REST),$(1)))
book_source    = $(if $(call rest_of,$(1)),$(BOOK)/source/$(1).md,$(firstword \
  $(wildcard chapters/$(1)/chapter.md book/pages/$(1).md)))
book_dir       = $(or $(addprefix chapters/,$(filter $(CHAPTERS),$(1) $(call rest_of,$(1)))), \
  book/pages)
# 1, 2, ..., A, B, S1, S2, ..., or nothing
without_zero   = $(patsubst 0%,%,$(call number,$(1)))
book_number    = $(if $(filter $(1),$(CHAPTERS)),$(call without_zero,$(1)), \
  $(if $(call rest_of,$(1)),S$(if $(filter source-library,$(1)),,$(call \
  without_zero,$(call rest_of,$(1)))), \
  $(filter A B C D E F,$(call number,$(1)))))

# What a chapter's page is made from besides its prose.
book_tests   = $(patsubst chapters/%.c,%,$(wildcard chapters/$(1)/test_*.c))
book_records = $(foreach t,$(call book_tests,$(2)),$(1)/records/$(t).tsv) \
  $(if $(filter B-%,$(2)),$(1)/records/conversions.tsv)
# $(1) svg or pdf
book_folder  = $(BOOK)/$(if $(filter svg,$(1)),html/)plots
book_plots   = $(patsubst chapters/%.gp,$(call book_folder,$(1))/%.$(1), \
  $(wildcard chapters/$(2)/*.gp))
book_code    = $(wildcard chapters/$(1)/*.[ch] chapters/$(1)/wrong.tsv chapters/$(1)/pencil.md \
  exercises/$(1)/*.c)
all_records  = $(foreach c,$(BOOK_CHAPTERS) $(BOOK_BACK),$(call book_records,$(1),$(c)))
ALL_RECORDS       = $(call all_records,$(BOOK_D))
ALL_FLOAT_RECORDS = $(call all_records,$(BOOK_F))
BOOK_FILTER := $(wildcard book/filter/*.lua) book/references.bib book/conventions.md \
  book/wrong_shown.tsv book/index.tsv book/road.tsv book/map.tsv chapters/00-one-sitting/sitting.c

.PHONY: book book-pdf book-html book-epub book-letter site plots

ifneq ($(REAL)$(SANITIZE)$(NATIVE)$(OPENMP),double)
book: FORCE
	@$(MAKE) --no-print-directory REAL=double SANITIZE= NATIVE= OPENMP= $@
else
book: book-pdf book-html book-epub
endif
book-pdf: $(BOOK)/book-a4.pdf
book-letter: $(BOOK)/book-letter.pdf

# ---- claims measured: each suite once in double, once in float ----
$(B)/records/%.tsv: $(B)/chapters/%
	@echo "testing $* ($(REAL))"
	@DRAFT='$(DRAFT)' sh book/records.sh $@ $<

include $(wildcard book/*/rules.mk)

# One sub-make builds what the float records need; only the chapters asked for.
BOOK_ONE := $(foreach g,$(filter book-%,$(GOALS)),$(call chapter,$(patsubst book-%,%,$(g))))
BOOK_WHOLE := $(filter-out book-% plots-%,$(GOALS)) \
  $(filter book-pdf book-html book-epub book-letter,$(GOALS))
BOOK_WANTED_FLOAT := $(if $(strip $(BOOK_WHOLE)),$(ALL_FLOAT_RECORDS), \
  $(foreach c,$(BOOK_ONE),$(call book_records,$(BOOK_F),$(c))))
ifeq ($(REAL),double)
.PHONY: float-records
float-records: FORCE
	@$(if $(strip $(BOOK_WANTED_FLOAT)),$(MAKE) --no-print-directory REAL=float DRAFT=$(DRAFT) \
	  $(BOOK_WANTED_FLOAT) | grep -v 'up to date' || true)
$(BOOK_F)/records/%.tsv: float-records
	@test -f $@
endif

# ---- plots ----
BOOK_GNUPLOT = gnuplot -e "data='$(BOOK_D)/demo/$(1)'; out='$(2)'" book/style.gp $(3)
define plot_rules
$(BOOK)/plots/$(1)/%.pdf: chapters/$(1)/%.gp book/style.gp \
  $(BOOK_D)/demo/$(1)/transcript.txt | need-gnuplot
	@mkdir -p $$(@D)
	@$$(call BOOK_GNUPLOT,$(1),$$@,$$<) > $$@.log 2>&1 && test -s $$@ || \
	  { echo "$$<: gnuplot says:"; cat $$@.log; rm -f $$@; exit 1; }
	@! grep -i warning $$@.log || { \
	  echo "$$<: a plot must draw without warnings"; test -n "$(DRAFT)"; }
plots-$(call number,$(1)): $(call book_plots,pdf,$(1))
endef
$(foreach c,$(CHAPTERS),$(eval $(call plot_rules,$(c))))
# Drawings of the front matter need no data.
$(BOOK)/plots/reading/%.pdf: book/pages/%.gp book/style.gp | need-gnuplot
	@mkdir -p $(@D)
	@$(call BOOK_GNUPLOT,none,$@,$<) > $@.log 2>&1 || { cat $@.log; rm -f $@; exit 1; }
BOOK_DRAWINGS := $(patsubst book/pages/%.gp,reading/%,$(wildcard book/pages/*.gp))
plots: $(foreach c,$(CHAPTERS),$(call book_plots,pdf,$(c))) $(BOOK_DRAWINGS:%=$(BOOK)/plots/%.pdf)

$(BOOK)/html/plots/%.svg: $(BOOK)/plots/%.pdf book/figure.sh book/lighter.pl
	@mkdir -p $(@D)
	@sh book/figure.sh $< $@ $(firstword $(wildcard chapters/$*.gp book/pages/$(notdir $*).gp))

# ---- from Markdown: labels of every document, then LaTeX and HTML ----
PANDOC = pandoc --fail-if-warnings --columns=120 --wrap=none -f markdown-implicit_figures \
  --lua-filter book/filter/book.lua -M doc=$(1) -M dir=$(call book_dir,$(1)) \
  -M number="$(strip $(call book_number,$(1)))" -M source=$(call book_source,$(1)) \
  -M build=$(BOOK_D) \
  -M exercises=$(EXERCISE_TABLE) -M plots='$(CURDIR_PLOTS)' -M draft="$(DRAFT)"
CURDIR_PLOTS = $(if $(filter /%,$(BOOK)),,$(CURDIR)/)$(BOOK)/plots
CITE = --citeproc --metadata-file book/cite.yaml \
  --lua-filter book/filter/cite.lua -M lang=en-US

# What a page quotes, and what its measured claims are read from.
book_transcript = $(if $(wildcard chapters/$(1)/demo.c),$(BOOK_D)/demo/$(1)/transcript.txt)
book_quotes = $(wildcard $(call book_dir,$(1))/*.[ch]) \
  $(if $(filter $(CHAPTERS),$(1)),$(call generated,$(1))) \
  $(if $(filter A-% source-library,$(1)),$(wildcard lib/*/*.[ch])) \
  $(wildcard $(addsuffix /chapter.md,$(addprefix chapters/,$(call rest_of,$(1))))) \
  $(if $(filter B-%,$(1)),book/conversions/test_conversions.c) \
  $(if $(filter reading,$(1)),$(wildcard chapters/*/chapter.md)) \
  $(if $(filter D-%,$(1)),$(wildcard chapters/*/pencil.md)) \
  $(if $(filter C-% $(CHAPTERS),$(1)),$(EXERCISE_TABLE))
book_double = $(if $(filter claims,$(1)),$(ALL_RECORDS),$(call book_records,$(BOOK_D),$(1)))
book_float  = $(if $(filter claims,$(1)),$(ALL_FLOAT_RECORDS),$(call book_records,$(BOOK_F),$(1)))

# The page of a chapter's rest is written by the filter; this is its frame.
$(BOOK)/source/source-library.md: book/pages/A-library.md
	@mkdir -p $(@D)
	@printf '# Source: The library underneath {#chap:source-library}\n\n' > $@
	@printf 'Every line that @chap:library does not quote.\n\n::: source\n:::\n' >> $@
$(BOOK)/source/source-%.md: chapters/%/chapter.md
	@mkdir -p $(@D)
	@sed -n '1s/^# *\([^{]*[^{ ]\).*/# Source: \1 {#chap:source-$(call number,$*)}/p' $< > $@
	@printf '\nEvery line of the modules of @chap:%d that the chapter does not quote.\n\n' \
	  $(call without_zero,$*) >> $@
	@printf '::: source\n:::\n' >> $@

define document_rules
$(BOOK)/labels/$(1).tsv: $(call book_source,$(1)) $(call book_quotes,$(1)) \
  $(wildcard book/filter/*.lua) book/index.tsv | need-pandoc
	@mkdir -p $$(@D)
	@$$(call PANDOC,$(1)) -M pass=collect -M out=$$@.new $$< -t native -o /dev/null
	@$$(KEEP) $$@ < $$@.new; rm -f $$@.new

$(1)_needs := $(call book_source,$(1)) $(BOOK)/labels.tsv $(BOOK_FILTER) \
  $(call book_code,$(1)) $(call book_quotes,$(1)) $(call book_transcript,$(1)) \
  $(call book_double,$(1)) $(call book_float,$(1))
$(1)_claims = -M records="$(call book_double,$(1))" -M float_records="$(call book_float,$(1))"

$(BOOK)/tex/$(1).tex: $$($(1)_needs)
	@mkdir -p $$(@D)
	@$$(call PANDOC,$(1)) $$(CITE) $$($(1)_claims) -M pass=latex -M labels=$(BOOK)/labels.tsv \
	  --top-level-division=chapter $$< -t latex -o $$@

$(BOOK)/html/$(1).html: $$($(1)_needs) book/html/page.html $(BOOK)/version
	@mkdir -p $$(@D) $(BOOK)/search
	@$$(call PANDOC,$(1)) $$(CITE) $$($(1)_claims) -M pass=html -M labels=$(BOOK)/labels.tsv \
	  -M out=$(BOOK)/search/$(1).tsv --template book/html/page.html -V version='$(BOOK_VERSION)' \
	  -V book-title='$(BOOK_TITLE)' -V book-subtitle='$(BOOK_SUBTITLE)' $$< -s -t html5 --mathml -o $$@
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
BOOK_TYPESET = DRAFT=$(DRAFT) sh book/typeset.sh $(BOOK) $(1) $(2) '$(3)' '$(4)' \
  '$(BOOK_VERSION)' '$(BOOK_TITLE)' '$(BOOK_SUBTITLE)'
BOOK_TEX = $(wildcard book/tex/*.tex) book/typeset.sh $(BOOK)/version
all_plots = $(foreach c,$(BOOK_CHAPTERS),$(call book_plots,$(1),$(c))) \
  $(BOOK_DRAWINGS:%=$(call book_folder,$(1))/%.$(1))

$(BOOK)/book-a4.pdf $(BOOK)/book-letter.pdf: $(BOOK)/book-%.pdf: \
  $(BOOK_PRINTED:%=$(BOOK)/tex/%.tex) $(call all_plots,pdf) $(BOOK_TEX) | need-lualatex
	@$(call BOOK_TYPESET,book-$*,$*,$(BOOK_FRONT) : $(BOOK_CHAPTERS) : $(BOOK_BACK),whole)
	@echo "made $@"

# Is it a book or a listing?
.PHONY: book-shape
book-shape: $(BOOK)/book-a4.pdf
	@perl lib/tools/author/shape.pl $< $(BOOK_CHAPTERS:%=chapters/%/chapter.md)

# The rest of the source, in two columns of small type.
.PHONY: book-source
book-source: $(BOOK)/source-a4.pdf
$(BOOK)/source-a4.pdf: $(BOOK_REST:%=$(BOOK)/tex/%.tex) $(BOOK_TEX) | need-lualatex
	@$(call BOOK_TYPESET,source-a4,a4,$(BOOK_REST),source)
	@echo "made $@"

# ---- HTML ----
BOOK_FONTS  := texgyrepagella-regular.otf texgyrepagella-bold.otf texgyrepagella-italic.otf \
  texgyrepagella-bolditalic.otf texgyrepagella-math.otf \
  JetBrainsMono-Regular.ttf JetBrainsMono-Bold.ttf JetBrainsMono-Italic.ttf
BOOK_COPIED := $(filter-out book/html/page.html,$(wildcard book/html/*.*))
BOOK_STATIC := $(BOOK_COPIED:book/%=$(BOOK)/%) $(BOOK)/html/licence.txt $(BOOK)/fonts.stamp
$(BOOK_COPIED:book/%=$(BOOK)/%): $(BOOK)/html/%: book/html/%
	@mkdir -p $(@D)
	@cp $< $@
$(BOOK)/html/licence.txt: LICENSE
	@mkdir -p $(@D)
	@cp $< $@
# The faces hold the signs that the pages which are made use.
BOOK_MADE := $(if $(strip $(BOOK_WHOLE)),$(foreach d,index $(BOOK_DOCS),$(BOOK)/html/$(d).html), \
  $(foreach c,$(BOOK_ONE),$(BOOK)/html/$(c).html $(BOOK)/html/source-$(c).html))
$(BOOK)/signs: book/signs.pl $(BOOK_MADE)
	@perl book/signs.pl $(BOOK_MADE) | $(KEEP) $@
$(BOOK)/fonts.stamp: $(BOOK)/signs book/fonts.sh
	@sh book/fonts.sh $(BOOK)/html/fonts "$$(cat $<)" $(BOOK_FONTS)
	@touch $@

# The search index: what each page wrote about itself, in reading order, and
# what the labels of the book name; the previews: equations and claims.
$(BOOK)/html/previews.js: book/previews.pl $(foreach d,$(BOOK_DOCS),$(BOOK)/html/$(d).html)
	@sh lib/tools/build/into.sh $@ perl book/previews.pl $(filter %.html,$^)
$(BOOK)/html/search.js: book/search.pl $(foreach d,$(BOOK_DOCS),$(BOOK)/html/$(d).html)
	@sh lib/tools/build/into.sh $@ perl book/search.pl $(BOOK)/labels.tsv \
	  $(BOOK_DOCS:%=$(BOOK)/search/%.tsv)

book-html: $(foreach d,index $(BOOK_DOCS),$(BOOK)/html/$(d).html) $(BOOK)/html/search.js \
  $(BOOK)/html/previews.js $(BOOK_STATIC) $(call all_plots,svg)
	@echo "made $(BOOK)/html/index.html"

# ---- EPUB: the text of the pages, without the rest of the source ----
BOOK_DATE = $(shell git log -1 --format=%cd --date=format-local:%Y-%m-%dT%H:%M:%SZ 2>/dev/null || \
  date -u -r LICENSE +%Y-%m-%dT%H:%M:%SZ)
BOOK_READ := $(BOOK_FRONT) $(BOOK_CHAPTERS) $(BOOK_BACK)
book-epub: $(BOOK)/book.epub
$(BOOK)/book.epub: $(wildcard book/epub/*) $(BOOK_READ:%=$(BOOK)/html/%.html) \
  $(BOOK)/fonts.stamp $(BOOK)/html/search.js $(call all_plots,svg) $(BOOK)/version
	@TZ=UTC python3 book/epub/epub.py $@.new $(BOOK)/labels.tsv $(BOOK)/html $(BOOK)/fonts \
	  '$(BOOK_TITLE)' '$(BOOK_SUBTITLE)' '$(BOOK_VERSION)' '$(BOOK_DATE)' \
	  $(BOOK_READ:%=%.html) > $@.log
	@sh book/epub/check.sh $@.new
	@mv $@.new $@
	@echo "made $@"

# ---- one folder for a host of static pages ----
# URL=https://... adds a site map, which needs the full address.
SITE := $(BUILD)/site
site: book
	@sh book/site.sh $(BOOK) $(SITE) '$(URL)'

# The pages in a browser without a window (needs chromium; see the script).
.PHONY: check-book
check-book: book-html
	@sh book/test_html.sh $(BOOK)/html

# The same pages with axe, which Debian does not have: AXE=axe.min.js
.PHONY: check-axe
check-axe: book-html
	@[ -f '$(AXE)' ] || { echo "check-axe: AXE=axe.min.js, of the npm package axe-core"; exit 2; }
	@python3 book/test_axe.py $(BOOK)/html '$(AXE)'

# ---- one chapter ----
define one_chapter
.PHONY: book-$(call number,$(1))
book-$(call number,$(1)): $(BOOK)/$(1).pdf $(BOOK)/html/$(1).html \
  $(BOOK)/html/source-$(1).html \
  $(call book_plots,svg,$(1)) $(BOOK_STATIC)
	@echo "made $(BOOK)/$(1).pdf and $(BOOK)/html/$(1).html"
$(BOOK)/$(1).pdf: $(BOOK)/tex/$(1).tex $(call book_plots,pdf,$(1)) $(BOOK_TEX) | need-lualatex
	@$$(call BOOK_TYPESET,$(1),a4,$(1),one)
endef
$(foreach c,$(BOOK_CHAPTERS),$(eval $(call one_chapter,$(c))))
