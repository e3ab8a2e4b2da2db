-- references.lua: @fig:name, @chap:3 and their kin become links that say what
-- they lead to; citations are looked up in the bibliography.
local source = require("source")
local page = require("page")
local write = require("write")
local List = pandoc.List
local mistake, names, kind_of = page.mistake, page.names, page.kind_of

local references = {}

-- ---- what a reference says ----
local function text_of(target, kind, capital, bare)
  local name = names[kind]
  if kind == "eq" or bare then return target.number end
  if target.kind == "chap" and not target.number:match("^%d") then
    name = target.number == "" and "" or "appendix"
  end
  if target.number == "" then return "“" .. target.title .. "”" end
  if capital then name = name:sub(1, 1):upper() .. name:sub(2) end
  return name .. (write.html() and "&nbsp;" or "~") .. target.number
end

-- ---- what it leads to ----
local function find(label) return page.mine_by_name[label] or page.labels[label] end

local function chapter_by_number(number)
  for _, e in ipairs(page.order) do
    if e.kind == "chap" and e.number == number then return e end
  end
end

-- The target of a citation, and its label.  @chap:10 names a chapter by number.
local function target_of(citation)
  local id = citation.id:gsub("^%a+", string.lower, 1)
  local number = id:match("^chap:(%d+)$")
  local chapter = number and chapter_by_number(number)
  if chapter then return chapter, chapter.label end
  if not page.mine_by_name[id] and (page.elsewhere[id] or 0) > 1 then
    mistake("@" .. citation.id .. " could mean that of two chapters; rename one of them",
      "@" .. citation.id)
  end
  return find(id), id
end

-- One citation as inlines.
local function refer_to(citation, capital, bare)
  local target, label = target_of(citation)
  if not target then
    mistake("@" .. citation.id .. " refers to nothing", "@" .. citation.id)
    return pandoc.Strong({ pandoc.Str("??" .. citation.id) })
  end
  local first = citation.id:match("^%u") or capital
  bare = bare or citation.mode == "SuppressAuthor"
  local text = text_of(target, kind_of(citation.id), first, bare)
  if not write.html() then text = text:gsub("“", "``"):gsub("”", "''") end
  return write.link_to(label, text, target)
end

local function refer(cite, capital, bare)
  local out = List()
  for _, citation in ipairs(cite.citations) do
    if #out > 0 then out:extend({ pandoc.Str(","), pandoc.Space() }) end
    out:insert(refer_to(citation, capital, bare))
    if #citation.prefix > 0 then
      out = List(citation.prefix) .. List({ pandoc.Space() }) .. out
    end
    out:extend(citation.suffix)
  end
  return out
end

-- ---- citations of other people's work ----
local bibliography
local function read_bibliography()
  bibliography = {}
  for _, line in ipairs(source.read_lines("book/references.bib") or {}) do
    local key = line:match("^@%a+{%s*([^,%s]+)%s*,")
    if key then bibliography[key] = true end
  end
end

local function known_citation(cite)
  if not bibliography then read_bibliography() end
  for _, citation in ipairs(cite.citations) do
    if not bibliography[citation.id] then
      mistake("@" .. citation.id .. " is not in book/references.bib", "@" .. citation.id)
    end
  end
end

-- ---- in running text ----
local function is_reference(cite)
  return cite.t == "Cite" and kind_of(cite.citations[1].id) ~= nil
end

-- A reference that begins a sentence is capitalised; one after the word it
-- would bring itself ("chapter @chap:groups") gives the number alone.
local function refer_after(out, cite)
  local before = out[#out]
  if before and write.is_space(before) then before = out[#out - 1] end
  local word = before and before.t == "Str" and before.text or nil
  local capital = before == nil or (word and word:match("[.?!]$") ~= nil)
  local name = names[kind_of(cite.citations[1].id)]
  local bare = word and name and
    (word:lower():gsub("^[(“\"]", "") == name or word:lower() == name .. "s")
  return refer(cite, capital, bare)
end

function references.resolve(inlines)
  local out = List()
  for i, x in ipairs(inlines) do
    local following = inlines[i + 1]
    if write.is_space(x) and following and following.t == "Str" and
      following.text:match("^%%") then
      x = pandoc.Str("\u{a0}")  -- a number is not parted from its sign
    end
    if is_reference(x) then
      out:extend(refer_after(out, x))
    else
      if x.t == "Cite" then known_citation(x) end
      out:insert(x)
    end
  end
  return out
end

-- The words that stand for a picture are an attribute, where nothing can be a
-- link: of a reference only its text is left.
function references.alternative_text(block)
  if not block.text:match("^<img ") then return nil end
  block.text = block.text:gsub("@(%l+:[%w-]+)", function(id)
    local number, target = id:match("^chap:(%d+)$"), find(id)
    return number and "chapter " .. number or target and text_of(target, kind_of(id), false, false)
  end)
  return block
end

return references
