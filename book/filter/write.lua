-- write.lua: the two forms of a page, LaTeX and HTML: signs that must be
-- escaped, raw pieces, links, and small texts in Markdown.
local page = require("page")
local mathml = require("mathml")
local List = pandoc.List
local conf = page.conf

local write = {}

function write.latex() return conf.pass == "latex" end
function write.html() return conf.pass == "html" end
local latex, html = write.latex, write.html

function write.raw(text) return pandoc.RawBlock(html() and "html" or "latex", text) end
function write.raw_inline(text) return pandoc.RawInline(html() and "html" or "latex", text) end

local html_signs = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }
local latex_signs = { ["\\"] = "\\textbackslash{}", ["{"] = "\\{", ["}"] = "\\}",
  ["$"] = "\\$", ["&"] = "\\&", ["#"] = "\\#", ["%"] = "\\%", ["_"] = "\\_",
  ["^"] = "\\textasciicircum{}", ["~"] = "\\textasciitilde{}" }

function write.escape(text)
  if html() then return (text:gsub('[&<>"]', html_signs)) end
  return (text:gsub("[\\{}$&#%%_^~]", latex_signs))
end

-- ---- links ----
function write.page_of(doc) return doc .. ".html" end

-- Labels belong to their chapter: two chapters may both have a fig:map.
function write.tex_label(label, doc) return (doc or conf.doc) .. ":" .. label end

function write.link_to(label, text, found)
  local target = found or page.labels[label]
  if latex() then
    -- The rest of the source is a volume of its own, or a page on a screen.
    if target.doc ~= conf.doc and (target.doc .. conf.doc):match("source%-") then
      return write.raw_inline(text)
    end
    local name = write.tex_label(label, target.doc)
    return write.raw_inline("\\bookref{" .. name .. "}{" .. text .. "}")
  end
  local file = target.doc == conf.doc and "" or write.page_of(target.doc)
  local anchor = target.kind == "chap" and file ~= "" and "" or "#" .. label
  return write.raw_inline('<a class="ref" href="' .. file .. write.escape(anchor) .. '">' ..
    text .. "</a>")
end

-- ---- formulas ----
function write.math(m)
  if not html() then
    m.text = m.text:gsub("\\boldsymbol", "\\symbf")
    return m
  end
  local rendered = mathml.render(m)
  if not rendered then
    page.mistake("pandoc cannot turn this into MathML: " .. m.text, m.text:match("^[^\n]*"))
    return nil
  end
  if m.mathtype == "InlineMath" and #m.text > 36 then
    rendered = '<span class="long">' .. rendered .. "</span>"
  elseif m.mathtype == "DisplayMath" then
    rendered = '<span class="display scroll">' .. rendered .. "</span>"
  end
  return write.raw_inline(rendered)
end

-- ---- code ----
-- Pandoc gives every line of code an anchor; thousands of them make a page heavy
-- and lead nowhere that anybody goes.
function write.code(block)
  local text = pandoc.write(pandoc.Pandoc({ block }), "html")
  text = text:gsub('<a href="#cb[^>]*></a>', ""):gsub('<span id="cb[%d-]+">', "<span>")
  return write.raw((text:gsub(' id="cb%d+"', "")))
end

-- ---- small texts ----
-- Inlines as LaTeX or HTML text, for use inside raw blocks.
function write.written(inlines)
  if #inlines == 0 then return "" end
  if html() then
    inlines = pandoc.walk_inline(pandoc.Span(inlines), { Math = write.math }).content
  end
  local doc = pandoc.Pandoc({ pandoc.Plain(inlines) })
  return (pandoc.write(doc, html() and "html" or "latex"):gsub("%s+$", ""))
end

function write.inlines_of(text)
  local doc = pandoc.read(text, "markdown")
  return doc.blocks[1] and doc.blocks[1].content or List()
end

function write.is_space(x) return x.t == "Space" or x.t == "SoftBreak" end
function write.is_text(block) return block and (block.t == "Para" or block.t == "Plain") end

-- A full stop after the last word, unless a sentence ends there already.
function write.end_sentence(words)
  local last = words[#words]
  if last and not (last.t == "Str" and last.text:match("[.?!]$")) then
    words:insert(pandoc.Str("."))
  end
end

-- Puts LaTeX before the first and after the last words of some blocks, in
-- their paragraphs where they are paragraphs.
function write.surround(blocks, before, after)
  if write.is_text(blocks[1]) then
    blocks[1].content = List({ write.raw_inline(before) }) .. blocks[1].content
  else
    blocks:insert(1, write.raw(before))
  end
  if write.is_text(blocks[#blocks]) then
    blocks[#blocks].content:insert(write.raw_inline(after))
  else
    blocks:insert(write.raw(after))
  end
end

return write
