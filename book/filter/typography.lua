-- typography.lua: where a line and a page may break: punctuation after formulas,
-- names in running text, tables, and displays that belong to their paragraph.
local write = require("write")
local utils = pandoc.utils
local List = pandoc.List
local raw, raw_inline, escape = write.raw, write.raw_inline, write.escape

local typography = {}

-- A browser may break a line between a formula and the comma after it.
function typography.keep_punctuation(inlines)
  local out = List()
  for i, x in ipairs(inlines) do
    local before = inlines[i - 1]
    local mark, rest
    if x.t == "Str" and before and before.t == "RawInline" and before.text:match("^<math") then
      mark, rest = x.text:match("^([,.;:!?)]+)(.*)$")
    end
    if mark then
      out[#out] = raw_inline('<span class="whole">' .. before.text .. mark .. "</span>")
      if rest ~= "" then out:insert(pandoc.Str(rest)) end
    else
      out:insert(x)
    end
  end
  return out
end

-- Names in running text may break after an underscore, a dot or a slash; what
-- is short stays whole.
local function breakable(word)
  if #word <= 14 then return "\1" .. escape(word) .. "\2" end
  return (escape(word):gsub("\\_", "\\_\\codebreak{}"):gsub("([./,(>])", "%1\\codebreak{}"))
end

function typography.code(c)
  if write.html() then return nil end
  local text = c.text:gsub("[^ ]+", breakable)
  text = text:gsub("\1", "\\mbox{"):gsub("\2", "}"):gsub("  ", "~ ")
  return raw_inline("\\code{" .. text .. "}")
end

-- A table stays whole, unless it fills more than half a page. Its rows are as
-- high as their fullest cell; a line of the full width holds some 90 letters.
local LINE, MOST_LINES = 90, 30
local function lines_of(t)
  local lines = 0
  for _, body in ipairs(t.bodies) do
    for _, row in ipairs(body.body) do
      local most = 1
      for i, one in ipairs(row.cells) do
        local width = t.colspecs[i] and t.colspecs[i][2]
        if type(width) == "number" and width > 0 then
          local letters = utf8.len(utils.stringify(one.contents)) or 0
          most = math.max(most, math.ceil(letters / (LINE * width)))
        end
      end
      lines = lines + most
    end
  end
  return lines
end

function typography.table(t)
  if write.html() then return pandoc.Div({ t }, pandoc.Attr("", { "scroll", "table" })) end
  local lines = lines_of(t)
  return List({ raw("\\Needspace{" .. (lines <= MOST_LINES and lines + 4 or 6) ..
    "\\baselineskip}\\shapemark{table}{begin}{" .. lines .. "}"), t,
    raw("\\shapemark{table}{end}{" .. lines .. "}") })
end

-- ---- displays, in print ----
-- A displayed formula belongs to the paragraph before it, and to the words
-- after it when they go on with the sentence.
local function display_of(block)
  if block.t == "RawBlock" and block.text:match("^\\begin{equation}") then
    return List({ raw_inline("\n" .. block.text .. "\n") })
  end
  local alone = block.t == "Para" and #block.content == 1 and block.content[1]
  if alone and alone.t == "Math" and alone.mathtype == "DisplayMath" then
    return List(block.content)
  end
end

local function goes_on(block)
  if block.t ~= "Para" then return false end
  local first = block.content[1]
  while first and (first.t == "Emph" or first.t == "Span" or first.t == "Link") do
    first = first.content[1]
  end
  return first and first.t == "Str" and first.text:match("^[%l(]") ~= nil
end

function typography.set_displays(blocks)
  local out, after_display = List(), false
  for _, block in ipairs(blocks) do
    local display, last = display_of(block), out[#out]
    if display and last and last.t == "Para" then
      last.content:extend(display)
    elseif after_display and last.t == "Para" and goes_on(block) then
      -- The sign ends the line: an empty one would begin a paragraph.
      last.content:insert(raw_inline("%\n"))
      last.content:extend(block.content)
    elseif display then
      out:insert(pandoc.Para(display))
    else
      out:insert(block)
    end
    after_display = display ~= nil
  end
  return out
end

return typography
