-- site.lua: what a page on a screen has besides its text: where it stands among
-- the others, and what the search finds in it.
local page = require("page")
local write = require("write")
local utils = pandoc.utils
local List = pandoc.List
local conf, escape, page_of = page.conf, write.escape, write.page_of

local site = {}

-- ---- the words of a block, for the search ----
local entities = { ["&nbsp;"] = " ", ["&#8289;"] = " ", ["&lt;"] = "<", ["&gt;"] = ">",
  ["&amp;"] = "&" }

local function without_tags(text, gap)
  return (text:gsub("<annotation.-</annotation>", " "):gsub("<[^>]*>", gap))
end

local function apart(block)
  block = block:clone()
  block.content = List(block.content) .. List({ pandoc.Space() })
  return block
end

local function terms_apart(list)
  list = list:clone()
  list.content = List(list.content):map(function(item)
    return { List(item[1]) .. List({ pandoc.Space() }), item[2] }
  end)
  return list
end

-- Code is found by the names of its functions and listings, not by its words.
local function is_code(text) return text:find('^<div class="sourceCode') or text:find("^<pre") end

local function collect_words(block, text)
  local function add(words) text:insert(words) end
  pandoc.walk_block(block, {
    RawInline = function(s) add((without_tags(s.text, ""):gsub("&#?%w+;", entities))) end,
    RawBlock = function(s) if not is_code(s.text) then add(without_tags(s.text, " ")) end end,
    Str = function(s) add(s.text) end,
    Code = function(s) add(s.text) end,
    Math = function() add(" ") end,
    Space = function() add(" ") end,
    SoftBreak = function() add(" ") end,
  })
end

local function words_of(block)
  local separated = pandoc.walk_block(pandoc.Div({ block }),
    { Para = apart, Plain = apart, DefinitionList = terms_apart })
  local text = List()
  collect_words(separated, text)
  -- A work that is cited is not yet written out here: its key tells enough.
  local plain = table.concat(text):gsub("@(%l)(%l+)(%d%d%d%d)%l*", function(first, name, year)
    return first:upper() .. name .. " " .. year
  end)
  return (plain:gsub("[%s%c]+", " "))
end

-- A line for everything that can be found: kind, page and anchor, chapter,
-- title, words, with tabs between them; book/search.pl makes the index of all
-- pages from these and from the labels.
local search = { chapter = "" }

local function write_row(kind, anchor, title, words)
  local address = page_of(conf.doc) .. anchor
  search.file:write(table.concat({ kind, address, search.chapter, title, words }, "\t"), "\n")
end

-- The sections: the words from one heading to the next.
local function write_sections(blocks)
  local kind, title, anchor, text = "chapter", "", "", List()
  local function flush()
    if title ~= "" then write_row(kind, anchor, title, table.concat(text, " ")) end
  end
  for _, block in ipairs(blocks) do
    if block.t == "Header" and block.level <= 2 then
      flush()
      title, text = utils.stringify(block), List()
      anchor = block.level == 1 and "" or "#" .. block.identifier
      kind = block.level == 1 and "chapter" or "section"
      if block.level == 1 then title = search.chapter end
    else
      text:insert(block.t == "Header" and utils.stringify(block) or words_of(block))
    end
  end
  flush()
end

-- An equation is found by its name and by the words before it.
local function write_equations(blocks)
  local before = ""
  pandoc.walk_block(pandoc.Div(blocks), {
    Para = function(para) before = words_of(para) end,
    RawBlock = function(block)
      local label = block.text:match('^<div class="equation" id="(eq:[^"]+)"')
      if not label then return nil end
      local entry = page.mine_by_name[label]
      local name = label:match("^eq:(.*)$"):gsub("%-", " ")
      write_row("equation", "#" .. label, name .. " " .. entry.number, before:sub(-160))
    end,
  })
end

-- A term of the glossary, with what it means.
local function write_glossary(blocks)
  pandoc.walk_block(pandoc.Div(blocks), {
    DefinitionList = function(list)
      for _, item in ipairs(list.content) do
        local term = item[1][1]
        local words = words_of(pandoc.Div(item[2][1]))
        write_row("glossary", "#" .. term.identifier, utils.stringify(term), words)
      end
    end,
  })
end

-- Claims, listings and figures, with the number in the place of words.  The
-- labels of the book do not serve: they are older than the values in a caption.
local named = { claim = true, lst = true, fig = true }
local function write_named()
  for _, e in ipairs(page.mine) do
    if named[e.kind] then write_row(e.kind, "#" .. e.label, e.title, e.number) end
  end
end

function site.write_search(doc)
  search.file = assert(io.open(conf.out, "w"))
  search.chapter = (conf.number ~= "" and conf.number .. " " or "") .. (conf.title or "")
  write_sections(doc.blocks)
  write_equations(doc.blocks)
  write_named()
  if conf.doc == "glossary" then write_glossary(doc.blocks) end
  search.file:close()
end

-- ---- navigation ----
local function numbered(e, class)
  if e.number == "" then return escape(e.title) end
  return '<span class="' .. class .. '">' .. e.number .. "</span> " .. escape(e.title)
end

-- The contents beside the page: all chapters, and the sections of this one.
local function contents()
  local items, open = {}, false
  local function add(text) items[#items + 1] = text end
  for _, e in ipairs(page.order) do
    if e.kind == "chap" then
      if open then add("</ol></li>") end
      open = e.doc == conf.doc
      add('<li class="chap"><a href="' .. page_of(e.doc) .. '"' ..
        (open and ' aria-current="page"' or "") .. ">" .. numbered(e, "n") .. "</a>")
      add(open and "<ol>" or "</li>")
    elseif e.kind == "sec" and e.doc == conf.doc and e.number ~= "" then
      add('<li><a href="#' .. escape(e.label) .. '">' .. numbered(e, "n") .. "</a></li>")
    end
  end
  if open then add("</ol></li>") end
  return table.concat(items, "\n")
end

-- The chapters before and after this one.
local function neighbours()
  local previous, seen
  for _, e in ipairs(page.order) do
    if e.kind == "chap" then
      if seen and e.doc ~= conf.doc then return previous, e end
      if e.doc == conf.doc then seen = true else previous = e end
    end
  end
  return previous, nil
end

local function step(entry, class, word)
  if not entry then return "<span></span>" end
  return '<a class="' .. class .. '" rel="' .. class .. '" href="' .. page_of(entry.doc) ..
    '"><small>' .. word .. "</small>" .. (entry.number ~= "" and entry.number .. " " or "") ..
    escape(entry.title) .. "</a>"
end

function site.navigation(meta)
  local previous, following = neighbours()
  local steps = step(previous, "prev", "Previous") .. step(following, "next", "Next")
  meta.nav = pandoc.MetaBlocks({ write.raw(contents()) })
  meta.steps = pandoc.MetaBlocks({ write.raw(steps) })
  meta.pagetitle = pandoc.MetaString(conf.title or conf.doc)
  meta.front = conf.doc == "index"
  meta.number = pandoc.MetaString(conf.number)
end

return site
