-- live.lua: figures that can be taken hold of, in the pages on a screen.
--
--   ::: {.live #live-harmonics figure=harmonics still=surfaces}
--   One sentence that says what to do and what to see.
--   :::
--
-- figure names the script book/live/NAME.js.  The still picture, for readers
-- without scripts and for the printer, is either named by `still`, a plot that
-- the chapter shows elsewhere, or is a figure inside the Div, numbered as all
-- are.  On paper a figure inside stays, with the sentence; else nothing does.
local page = require("page")
local write = require("write")
local figures = require("figures")
local source = require("source")
local List = pandoc.List
local mistake, raw = page.mistake, write.raw

local live = {}

local function exists(path) return source.read_lines(path) ~= nil end

-- The style and the script come with the first figure of a page.
local scripts = '<link rel="stylesheet" href="live/live.css">' ..
  '<script src="live/live.js" defer></script>'
local loaded = false
local function load_once()
  if loaded then return "" end
  loaded = true
  return scripts
end

local function check(div, name, still)
  local place = "figure=" .. name
  if not div.identifier:match("^live%-") then
    mistake("a live figure needs a label {.live #live-name figure=name}", place)
  end
  if not exists("book/live/" .. name .. ".js") then
    mistake("there is no script book/live/" .. name .. ".js", place)
  end
  if still and not exists(figures.source_of(still)) then
    mistake("there is no plot " .. still .. ".gp", place)
  end
end

-- The first paragraph says what the figure shows; the rest is the still picture.
local function on_screen(div, name, still)
  local says = List(div.content)
  local sentence = says:remove(1)
  local words = List({ write.raw_inline('<span class="kind">Live</span> ') }) .. sentence.content
  local blocks = List({ raw(load_once() .. '<div class="live-says" id="' .. div.identifier ..
    '-says">'), pandoc.Plain(words), raw('</div><div class="live-stage">') })
  if still then
    local alt = figures.alternative(still, sentence.content)
    says:insert(raw((figures.pictures(still, alt))))
  end
  blocks:extend(says)
  blocks:insert(raw("</div>"))
  -- A list of pairs: the keys of a table come in another order each time.
  return pandoc.Div(blocks, pandoc.Attr(div.identifier, { "live" }, { { "data-figure", name },
    { "role", "group" }, { "aria-labelledby", div.identifier .. "-says" } }))
end

function live.division(div)
  if not div.classes:includes("live") then return nil end
  local name, still = div.attributes.figure or "", div.attributes.still
  check(div, name, still)
  if write.html() then return on_screen(div, name, still) end
  return still and List() or pandoc.Div(div.content)
end

return live
