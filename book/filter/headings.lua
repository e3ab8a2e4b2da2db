-- headings.lua: chapters and sections: their labels, numbers and anchors, and
-- the room a heading asks for at the foot of a page.
local page = require("page")
local write = require("write")
local listings = require("listings")
local map = require("map")
local utils = pandoc.utils
local List = pandoc.List
local conf, define = page.conf, page.define
local latex, html, raw, escape = write.latex, write.html, write.raw, write.escape
local tex_label = write.tex_label

local headings = {}

-- ---- room ----
-- A heading with a line or two of text must not stay behind when the code that
-- follows goes to the next page: the room that code needs, in TeX.
local code_ahead = ""

-- The lines of text after block i, and the first block after those.
local function text_after(blocks, i)
  local lines, after = 0, blocks[i + 1]
  while after and after.t == "Para" and lines < 4 do
    if after.content[1].t == "Image" or after.content[1].t == "Math" then return nil end
    lines = lines + math.ceil(#utils.stringify(after) / 85)
    i = i + 1
    after = blocks[i + 1]
  end
  return lines, after
end

function headings.look_ahead(blocks, i)
  code_ahead = ""
  local lines, after = text_after(blocks, i)
  if not lines or lines > 4 or not after or after.t ~= "CodeBlock" then return end
  local n = listings.room_of(after)
  if n then
    code_ahead = string.format("\\Needspace{\\dimexpr %d\\baselineskip+%d\\codeline\\relax}",
      lines + 4, n)
  end
end

-- ---- # Title {#chap:groups} ----
local function numbered(h, class, text)
  local number = pandoc.Span({ pandoc.Str(text) }, { class = class })
  h.content = List({ number, pandoc.Space() }) .. h.content
end

local function chapter(h)
  local title, number = utils.stringify(h), conf.number
  local label = h.identifier:match("^%a+:") and h.identifier or "chap:" .. conf.doc
  define(label, "chap", number, title)
  h.identifier = label
  if html() then
    if number ~= "" then
      numbered(h, "chapter-number", (number:match("%d") and "Chapter " or "Appendix ") .. number)
    end
    local here = map.here(conf.doc)
    return here and List({ here, h }) or h
  end
  local rest = "{" .. write.written(h.content) .. "}{" .. escape(title) .. "}{" ..
    tex_label(label) .. "}"
  if number == "" then return raw("\\bookaddchap" .. rest) end
  local here = map.here(conf.doc)
  return List({ here or raw(""), raw("\\bookchapter{" .. number .. "}" .. rest) })
end

-- ---- ## Title {#sec:exp} ----
local function anchor_to(id)
  return write.raw_inline('<a class="anchor" href="#' .. escape(id) ..
    '" aria-label="Link to this section">#</a>')
end

local function section(h)
  local title, label, number = utils.stringify(h), h.identifier, ""
  if conf.number ~= "" and not h.classes:includes("unnumbered") then
    number = page.next_number("sec")
  end
  define(label, "sec", number, title)
  if html() and number ~= "" then numbered(h, "section-number", number) end
  if conf.number == "" then h.classes:insert("unnumbered") end
  if latex() and number == "" then
    return raw("\\booksection{" .. write.written(h.content) .. "}{" .. escape(title) .. "}{" ..
      tex_label(label) .. "}")
  end
  if html() then
    h.content:insert(anchor_to(label))
    return h
  end
  h.identifier = tex_label(label)
  return List({ raw(code_ahead .. "\\Needspace{8\\baselineskip}"), h })
end

function headings.heading(h)
  if h.level == 1 then return chapter(h) end
  if h.level == 2 then return section(h) end
  if h.identifier:match("^sec:") then define(h.identifier, "sec", "", utils.stringify(h)) end
  if html() then
    h.content:insert(anchor_to(h.identifier))
    return h
  end
  h.identifier = tex_label(h.identifier)
  return List({ raw(code_ahead .. "\\Needspace{6\\baselineskip}"), h })
end

return headings
