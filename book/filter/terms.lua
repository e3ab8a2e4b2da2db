-- terms.lua: the index.  Besides what the text marks, the phrases of
-- book/index.tsv are indexed where they come first in the first two sections of
-- a chapter that have them.  Where nothing is explained nobody should be sent:
-- openings, summaries, further reading and the glossary are passed over.
local source = require("source")
local page = require("page")
local write = require("write")
local utils = pandoc.utils
local List = pandoc.List
local conf = page.conf

local terms = {}

-- ---- the phrases, by their first word ----
local phrases
local function read_phrases()
  phrases = {}
  for n, row in ipairs(source.read_tsv("book/index.tsv") or {}) do
    local words = List()
    for word in row[1]:lower():gmatch("%S+") do words:insert(word) end
    if n > 1 then
      phrases[words[1]] = phrases[words[1]] or List()
      phrases[words[1]]:insert({ words = words, entry = row[2] })
    end
  end
end

-- ---- finding them ----
local function bare_word(x)
  if x.t ~= "Str" then return "" end
  local word = x.text:lower():gsub("’", "'")
  return (word:gsub("^[%(“\"]+", ""):gsub("[%.,;:%?!%)”\"]+$", ""))
end

-- Another word of a phrase may follow here.
local function goes_on(x, following)
  return not x.text:match("[%.,;:%?!%)]$") and following and write.is_space(following)
end

-- How many inlines of the list, from number i on, are the words of a phrase.
local function phrase_at(inlines, i, words)
  local k = i
  for n, word in ipairs(words) do
    if not inlines[k] or bare_word(inlines[k]) ~= word then return nil end
    if n < #words then
      if not goes_on(inlines[k], inlines[k + 1]) then return nil end
      k = k + 2
    end
  end
  return k - i + 1
end

-- The longest phrase that begins with inline i and is still to be indexed.
local function best_phrase(inlines, i, seen)
  local length, entry
  for _, phrase in ipairs(phrases[bare_word(inlines[i])] or {}) do
    local wanted = seen[phrase.entry] ~= seen.section and (seen.times[phrase.entry] or 0) < 2
    local n = wanted and phrase_at(inlines, i, phrase.words)
    if n and n > (length or 0) then length, entry = n, phrase.entry end
  end
  return length, entry
end

-- `seen` holds the number of the section, the section in which an entry was
-- last marked, and how often.
local function mark_phrases(inlines, seen)
  local out, i = List(), 1
  while i <= #inlines do
    local x, length, entry = inlines[i], nil, nil
    if x.t == "Emph" or x.t == "Strong" then
      x.content = mark_phrases(x.content, seen)
    elseif x.t == "Str" then
      length, entry = best_phrase(inlines, i, seen)
    end
    if length then
      local words = List()
      for k = i, i + length - 1 do words:insert(inlines[k]) end
      x = pandoc.Span(words, pandoc.Attr("", { "index" }, { entry = entry }))
      seen[entry] = seen.section
      seen.times[entry] = (seen.times[entry] or 0) + 1
    end
    out:insert(x)
    i = i + (length or 1)
  end
  return out
end

local function is_passed(block)
  return block.t == "Header" or block.t == "CodeBlock" or block.t == "Div" and
    (block.classes:includes("opening") or block.classes:includes("summary"))
end

function terms.index_phrases(blocks)
  if not phrases then read_phrases() end
  local seen, out = { section = 0, times = {} }, List()
  local function mark(block)
    block.content = mark_phrases(block.content, seen)
    return block
  end
  local elsewhere_only = conf.doc == "glossary"
  for _, block in ipairs(blocks) do
    if block.t == "Header" and block.level <= 2 then
      seen.section = seen.section + 1
      elsewhere_only = conf.doc == "glossary" or utils.stringify(block) == "Further reading"
    end
    if elsewhere_only or is_passed(block) then
      out:insert(block)
    else
      local marked = pandoc.walk_block(pandoc.Div({ block }), { Para = mark, Plain = mark })
      out:extend(marked.content)
    end
  end
  return out
end

-- ---- [term]{.index} ----
function terms.term(span)
  local entry = span.attributes.entry or utils.stringify(span)
  local place = conf.number ~= "" and conf.number .. "." .. (page.counts.sec or 0) or conf.doc
  local label = page.define_index(place, entry)
  if write.html() then return pandoc.Span(span.content, pandoc.Attr(label, {})) end
  local key = write.escape(entry)
  -- The sign ! parts an entry from what stands below it, where the author says so.
  if not (entry:find("!") and span.attributes.entry) then key = key:gsub('["@|!]', '"%0') end
  return List(span.content) .. List({ write.raw_inline("\\index{" .. key .. "}") })
end

return terms
