-- book.lua: one chapter from Markdown to a page of the book; the order of work.
--
-- Run by pandoc with -M settings (see book.mk):
--   pass     collect (write the labels of this document), latex, html
--   doc      its name, e.g. 01-groups       dir     where its code lies
--   source   the Markdown file              number  1, 2, ..., A, B, or empty
--   build    folder of demo and results     labels  the labels of all documents
--   records, float_records   claims measured in double and in float
--   exercises   the table of exercises      plots   the folder of figures
--   out      file for the labels or for the search index
--   draft    when set, mistakes are printed and the page is made all the same
--
-- The files beside this one, in the order in which a page meets them:
--   page, write       what is known of the page; LaTeX and HTML
--   terms             phrases of the index, before anything is changed
--   generated         parts that are filled: wrong_turns, lists, schedule, rest, map
--   headings, listings, figures, live, boxes     numbered in one walk, as they come
--   references        links to all of these
--   typography        line and page breaks
--   site              navigation and search
-- source reads files, mathml mends formulas, cite (a filter of its own) runs
-- after pandoc has resolved the citations.
package.path = "book/filter/?.lua;" .. package.path

local page = require("page")
local write = require("write")
local terms = require("terms")
local generated = require("generated")
local headings = require("headings")
local lists = require("lists")
local listings = require("listings")
local figures = require("figures")
local boxes = require("boxes")
local live = require("live")
local references = require("references")
local typography = require("typography")
local rest = require("rest")
local site = require("site")

local walk = pandoc.walk_block
local List = pandoc.List

local function span(s)
  if s.classes:includes("value") then return figures.value(s) end
  if s.classes:includes("index") then return terms.term(s) end
  if s.classes:includes("aside") then return boxes.aside(s) end
end

-- Regions are numbered in document order, so listings, headings, equations and
-- claims are handled in one walk.  Terms name the section they stand in: block
-- by block.
local flow = { Header = headings.heading, CodeBlock = listings.code, Para = figures.paragraph,
  Div = function(div)
    if div.classes:includes("live") then return live.division(div) end
    return boxes.division(div)
  end, DefinitionList = lists.glossary }

local function number(blocks)
  local out = List()
  for i, block in ipairs(blocks) do
    if block.t == "Header" then headings.look_ahead(blocks, i) end
    local wrapped = walk(pandoc.Div({ block }), { Span = span })
    out:extend(walk(wrapped, flow).content)
  end
  return out
end

local function resolve(blocks)
  local whole = walk(pandoc.Div(blocks),
    { Inlines = references.resolve, RawBlock = references.alternative_text })
  whole = walk(whole, { Math = write.math, Code = typography.code, Table = typography.table })
  if write.latex() then whole = walk(whole, { Blocks = typography.set_displays }) end
  if write.html() then
    whole = walk(whole, { Inlines = typography.keep_punctuation, CodeBlock = write.code })
  end
  return whole.content
end

local function add_site(doc)
  for _, e in ipairs(page.mine) do
    if e.kind == "chap" then page.conf.title = e.title end
  end
  site.navigation(doc.meta)
  site.write_search(doc)
end

function Pandoc(doc)
  page.configure(doc.meta)
  local blocks = generated.with_headings(terms.index_phrases(doc.blocks))
  blocks = walk(pandoc.Div(blocks), { Div = generated.expand }).content
  blocks = number(blocks)
  if page.conf.pass == "collect" then
    page.write_labels()
    return pandoc.Pandoc({})
  end
  doc.blocks = resolve(blocks)
  doc.blocks:extend(rest.pointer_from(page.conf.doc))
  listings.check_coverage()
  figures.check_plots()
  page.report()
  if write.html() then add_site(doc) end
  return doc
end

return { { Pandoc = Pandoc } }
