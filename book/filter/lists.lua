-- lists.lua: lists and tables that are made from the labels of the whole book.
local source = require("source")
local page = require("page")
local write = require("write")
local utils = pandoc.utils
local List = pandoc.List
local conf = page.conf
local escape, link_to, inlines_of = write.escape, write.link_to, write.inlines_of

local lists = {}

local function cell(...) return { pandoc.Plain(List({ ... })) } end

local function make_table(aligns, widths, head, rows)
  return utils.from_simple_table(pandoc.SimpleTable({}, aligns, widths, head, rows))
end

-- ---- all claims ----
-- A residual in at most two digits.
function lists.short(residual)
  if residual == 0 then return "exact" end
  if residual >= 0.01 and residual < 1000 then return string.format("%.2g", residual) end
  return (string.format("%.1e", residual):gsub("e([+-])0*(%d)", function(sign, digit)
    return "e" .. (sign == "-" and "-" or "") .. digit
  end))
end
local short = lists.short

-- A rounding error that is the same in both builds was made in double in both.
function lists.always_double(r, f)
  return r and f and f.residual == r.residual and r.residual > 0 and r.residual < 1e-9
end

function lists.claims()
  local rows = List()
  for _, entry in ipairs(page.order) do
    if entry.kind == "claim" then
      local id = entry.label:match("^claim:(.*)$")
      local r, f = page.records[id], page.float_records[id]
      rows:insert({ cell(link_to(entry.label, entry.number, entry)),
        cell(table.unpack(inlines_of(entry.title))),
        cell(pandoc.Str(r and short(r.residual) or "missing")),
        cell(pandoc.Str(lists.always_double(r, f) and "always double" or
          f and r and f.residual == r.residual and "same" or f and short(f.residual) or "")),
        cell(pandoc.Str(r and short(r.tolerance) or "")) })
    end
  end
  local head = { cell(pandoc.Str("Claim")), cell(pandoc.Str("says")), cell(pandoc.Str("double")),
    cell(pandoc.Str("float")), cell(pandoc.Str("allowed")) }
  return List({ make_table(
    { "AlignLeft", "AlignLeft", "AlignRight", "AlignRight", "AlignRight" },
    { 0.08, 0.59, 0.11, 0.11, 0.11 }, head, rows) })
end

-- ---- the index, on a screen ----
local function all_terms()
  local terms, names = {}, List()
  for _, entry in ipairs(page.order) do
    if entry.kind == "idx" then
      if not terms[entry.title] then
        terms[entry.title] = List()
        names:insert(entry.title)
      end
      terms[entry.title]:insert(entry)
    end
  end
  names:sort(function(a, b)
    if a:lower() ~= b:lower() then return a:lower() < b:lower() end
    return a < b
  end)
  return terms, names
end

function lists.index()
  local terms, names = all_terms()
  local items = List()
  for _, name in ipairs(names) do
    local called = name:match("^(.*)%(%)$")
    local words, last = List({ called and pandoc.Code(called) or pandoc.Str(name) }), nil
    for _, entry in ipairs(terms[name]) do
      if entry.number ~= last then
        words:extend({ pandoc.Str(","), pandoc.Space(),
          link_to(entry.label, escape(entry.number), entry) })
      end
      last = entry.number
    end
    items:insert({ pandoc.Plain(words) })
  end
  return List({ pandoc.Div({ pandoc.BulletList(items) }, pandoc.Attr("", { "index-list" })) })
end

-- ---- the glossary: a term is a place to go to ----
function lists.glossary(list)
  if conf.doc ~= "glossary" or not write.html() then return nil end
  list.content = List(list.content):map(function(item)
    local name = utils.stringify(item[1]):lower():gsub("[^%w]+", "-")
    return { { pandoc.Span(item[1], pandoc.Attr("term:" .. name)) }, item[2] }
  end)
  return list
end

-- ---- the contents: documents and their sections ----
function lists.contents()
  local out, open = { "<ol>" }, false
  for _, e in ipairs(page.order) do
    local number = e.number ~= "" and
      '<span class="section-number">' .. e.number .. "</span> " or ""
    local text = number .. escape(e.title) .. "</a>"
    local file = write.page_of(e.doc)
    if e.kind == "chap" then
      if open then out[#out + 1] = "</ol></li>" end
      out[#out + 1] = '<li><a href="' .. file .. '">' .. text .. "<ol>"
      open = true
    elseif e.kind == "sec" and e.number ~= "" then
      out[#out + 1] = '<li><a href="' .. file .. "#" .. escape(e.label) .. '">' .. text .. "</li>"
    end
  end
  if open then out[#out + 1] = "</ol></li>" end
  out[#out + 1] = "</ol>"
  local list = write.raw(table.concat(out, "\n"))
  return List({ pandoc.Div({ list }, pandoc.Attr("", { "contents-list" })) })
end

-- ---- chapters and what they take ----
function lists.chapter_minutes(doc)
  for n, line in ipairs(source.read_lines("chapters/" .. doc .. "/chapter.md") or {}) do
    local minutes = line:match("(%d+) minutes")
    if minutes and n < 60 then return minutes end
  end
  return ""
end

-- A line for every chapter, from book/road.tsv; one that is not there yet has its
-- title only.
function lists.road()
  local says, out = {}, { '<ol class="road">' }
  for _, row in ipairs(source.read_tsv("book/road.tsv") or {}) do says[row[1]] = row[2] end
  for _, e in ipairs(page.order) do
    if e.kind == "chap" and e.number:match("^%d") then
      out[#out + 1] = '<li><span class="n">' .. e.number .. '</span><span><a href="' ..
        write.page_of(e.doc) .. '">' .. escape(e.title) .. "</a> <span>" ..
        escape(says[e.doc] or "") .. "</span></span></li>"
    end
  end
  return List({ write.raw(table.concat(out, "\n") .. "\n</ol>") })
end

function lists.roadmap()
  local rows = List()
  for _, e in ipairs(page.order) do
    if e.kind == "chap" and e.number:match("^%d") then
      rows:insert({ cell(pandoc.Str(e.number)), cell(link_to(e.label, escape(e.title), e)),
        cell(pandoc.Str(lists.chapter_minutes(e.doc))) })
    end
  end
  return List({ make_table({ "AlignLeft", "AlignLeft", "AlignRight" }, { 0, 0, 0 },
    { cell(pandoc.Str("No.")), cell(pandoc.Str("Chapter")), cell(pandoc.Str("Minutes")) }, rows) })
end

return lists
