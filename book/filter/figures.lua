-- figures.lua: what stands in a paragraph of its own: figures and numbered
-- equations; and the numbers that the demo recorded, in running text.
local source = require("source")
local mathml = require("mathml")
local page = require("page")
local write = require("write")
local utils = pandoc.utils
local List = pandoc.List
local conf, mistake = page.conf, page.mistake
local html, raw, raw_inline, escape = write.html, write.raw, write.raw_inline, write.escape
local is_space, tex_label = write.is_space, write.tex_label

local figures = {}

-- ---- $$ ... $$ {#eq:name} ----
local function trim(content)
  while #content > 0 and is_space(content[#content]) do content:remove() end
end

-- The label at the end of a paragraph, taken away from it, and the formula.
local function labelled_formula(content)
  trim(content)
  local last = content[#content]
  local label = last and last.t == "Str" and last.text:match("^{#(eq:[^}]+)}$")
  if not label then return nil end
  content:remove()
  trim(content)
  local math = content[#content]
  if #content ~= 1 or math.t ~= "Math" or math.mathtype ~= "DisplayMath" then
    mistake("an equation with a label stands in a paragraph of its own", label)
    return nil
  end
  return label, math
end

local function equation(para)
  local label, math = labelled_formula(List(para.content))
  if not label then return nil end
  local number = page.next_number("eq")
  page.define(label, "eq", "(" .. number .. ")")
  if html() then
    local rendered = mathml.render(math)
    if not rendered then
      mistake("pandoc cannot turn this equation into MathML: " .. math.text, label)
    end
    return raw('<div class="equation" id="' .. label .. '"><div class="scroll">' ..
      (rendered or "") .. '</div><a class="number" href="#' .. label .. '">(' .. number ..
      ")</a></div>")
  end
  local text = math.text:gsub("\\boldsymbol", "\\symbf"):gsub("^%s+", ""):gsub("%s+$", "")
  text = text:gsub("\n%s*\n", "\n")
  return raw("\\begin{equation}\\tag{" .. number .. "}\\label{" .. tex_label(label) .. "}\n" ..
    text .. "\n\\end{equation}")
end

-- ---- ![Caption.](plot:name){#fig:name} ----
-- On a dark page most figures are turned over (see figure.sh), and a caption
-- that calls a colour black or white with them.
local opposite = { white = "black", black = "white" }
local function turned_word(str)
  local before, word, after = str.text:match("^(%p*)(%a+)(%p*)$")
  if not opposite[word] then return nil end
  local both = '<span class="on-light">' .. word .. '</span><span class="on-dark">' ..
    opposite[word] .. "</span>"
  return List({ pandoc.Str(before), raw_inline(both), pandoc.Str(after) })
end

-- The width on a screen follows the width in print, 13.5 cm for all of it, and
-- both sizes are said in pixels, so that nothing moves when a figure arrives; a
-- picture or a map keeps its lightness.
local FULL_WIDTH, FULL_HEIGHT, PIXELS = 13.5, 8, 52
local function read_plot(lines)
  local width, height, keeps = FULL_WIDTH, FULL_HEIGHT, false
  for _, line in ipairs(lines or {}) do
    local w, h = line:match("^%s*eval%s+figure%(%s*([%d.]+)%s*,%s*([%d.]+)")
    if w then width, height = tonumber(w), tonumber(h) end
    keeps = keeps or line:find("rgbimage", 1, true) or line:find("eval sequential", 1, true)
  end
  local percent = math.floor(math.min(1, width / FULL_WIDTH) * 100)
  return string.format('width="%.0f" height="%.0f" style="width:%d%%"', width * PIXELS,
    height * PIXELS, percent), keeps
end

-- The source of a plot, of this page or of a chapter that is named before it.
function figures.source_of(name)
  return (name:find("/") and "chapters/" or conf.dir .. "/") .. name .. ".gp"
end

-- A plot on a screen, light and dark; and whether it keeps its lightness.
function figures.pictures(name, alt)
  local size, keeps = read_plot(source.read_lines(figures.source_of(name)))
  local file = name:find("/") and name or conf.doc .. "/" .. name
  local function picture(class, suffix)
    return '<img class="' .. class .. '" src="plots/' .. file .. suffix ..
      '.svg" alt="' .. escape(alt) .. '" ' .. size .. ' loading="lazy">'
  end
  if keeps then return picture("on-light", "") .. picture("on-dark", "-dark"), true end
  return picture("turns", ""), false
end

-- What the drawing shows, for those who cannot see it: the comment "# Alt: ..." at
-- the head of the plot, with lines that go on after "#   ".
local function words_of(plot)
  local words
  for _, line in ipairs(plot or {}) do
    local more = words and line:match("^#   (.*)$")
    if words and not more then break end
    words = more and words .. " " .. more or line:match("^# Alt: (.*)$")
  end
  return words
end

local function letters(text) return (text:lower():gsub("[^%l%d]+", " ")) end

-- What can be decided about them: that they are a sentence, without TeX and
-- references, and not the caption over again.
local function fault_of(words, caption)
  if words:find("[\\$@`_^]") then return "holds TeX, a reference or code" end
  if #words < 60 or not words:find("^%u") or not words:find("%.$") then
    return "is a sentence, with a capital and a full stop"
  end
  local first = letters(caption:match("^(.-)[.:;]") or caption)
  local said = letters(words)
  if #first > 25 and said:find(first, 1, true) or letters(caption):find(said, 1, true) then
    return "repeats the caption"
  end
end

-- The words for a figure. There must be some; the caption is not enough.
function figures.alternative(name, caption)
  local gp = figures.source_of(name)
  local words = words_of(source.read_lines(gp))
  if not words then
    mistake("a plot says in a comment `# Alt: ` what it shows, in words: " .. gp)
    return ""
  end
  local fault = fault_of(words, utils.stringify(caption))
  if fault then mistake("the comment `# Alt: ` of " .. gp .. " " .. fault) end
  return words
end

local function html_figure(image, label, number, name)
  local pictures, keeps = figures.pictures(name, figures.alternative(name, image.caption))
  local caption = image.caption
  if not keeps then
    caption = pandoc.walk_inline(pandoc.Span(caption), { Str = turned_word }).content
  end
  return pandoc.Div({ raw("<figure>"), raw(pictures),
    raw('<figcaption><a class="number" href="#' .. label .. '">Figure ' .. number .. '.</a>'),
    pandoc.Plain(caption), raw("</figcaption></figure>") }, pandoc.Attr(label, { "figure" }))
end

local function latex_figure(image, label, number, name)
  local file = conf.plots .. "/" .. conf.doc .. "/" .. name .. ".pdf"
  local opening = "\\bookcaption{" .. number .. "}{" .. tex_label(label) .. "}{"
  local caption = List({ raw_inline(opening) }) .. image.caption .. List({ raw_inline("}") })
  return pandoc.Div({ raw("\\begin{figure}[htbp]\n\\centering\\bookplot{" .. file .. "}"),
    pandoc.Plain(caption), raw("\\end{figure}") })
end

local function figure(image)
  local label, number = image.identifier, ""
  local name = image.src:match("^plot:(.*)$")
  if label:match("^fig:") then
    number = page.next_number("fig")
    page.define(label, "fig", number, utils.stringify(image.caption))
  else
    mistake("a figure needs a label {#fig:name}", image.src)
  end
  local gp = conf.dir .. "/" .. (name or "") .. ".gp"
  local plot = name and source.read_lines(gp)
  if not name then
    mistake("a figure is written plot:NAME, drawn by NAME.gp: " .. image.src, image.src)
  elseif not plot then
    mistake("there is no plot " .. gp, image.src)
  end
  page.shown[gp] = true
  return (html() and html_figure or latex_figure)(image, label, number, name or "")
end

-- ---- ::: {.picture plot=03-real-harmonics/surfaces} ----
-- A plot of another page, on a screen, with the text as its caption.
function figures.borrowed(div)
  local plot = div.attributes.plot
  if not html() then return List() end
  local words = pandoc.utils.blocks_to_inlines(div.content)
  local pictures = figures.pictures(plot, figures.alternative(plot, words))
  return pandoc.Div({ raw("<figure>"), raw(pictures), raw("<figcaption>"),
    pandoc.Plain(words), raw("</figcaption></figure>") }, pandoc.Attr("", { "picture" }))
end

function figures.check_plots()
  local ok, files = pcall(source.list_directory, conf.dir)
  for _, name in ipairs(ok and files or {}) do
    local gp = conf.dir .. "/" .. name
    if name:match("%.gp$") and not page.shown[gp] and conf.doc:match("^%d") then
      mistake("the plot " .. gp .. " is never shown")
    end
  end
end

function figures.paragraph(para)
  if #para.content == 1 and para.content[1].t == "Image" then return figure(para.content[1]) end
  return equation(para)
end

-- ---- [key]{.value} ----
local values
local function read_values()
  values = {}
  local path = conf.build .. "/demo/" .. conf.doc .. "/values.tsv"
  for _, row in ipairs(source.read_tsv(path) or {}) do values[row[1]] = row[2] or "" end
end

function figures.value(span)
  local key = utils.stringify(span)
  if not values then read_values() end
  local text = values[key]
  if not text then
    mistake("the demo records no value `" .. key .. "`", "[" .. key .. "]")
    return pandoc.Strong({ pandoc.Str("missing value " .. key) })
  end
  local mantissa, exponent = text:match("^(-?[%d.]+)e([+-]?%d+)$")
  if mantissa then
    local power = math.tointeger(tonumber(exponent))
    return pandoc.Math("InlineMath", mantissa .. "\\times 10^{" .. power .. "}")
  elseif text:match("^-[%d.]+$") then
    return pandoc.Math("InlineMath", text)
  end
  return pandoc.Str(text)
end

return figures
