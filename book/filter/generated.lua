-- generated.lua: the parts of a page that nobody writes: `::: exercises` and
-- the like, which are filled here, and the headings of the closing parts.
local page = require("page")
local write = require("write")
local lists = require("lists")
local exercises = require("exercises")
local schedule = require("schedule")
local source = require("source")
local rest = require("rest")
local map = require("map")
local List = pandoc.List

local generated = {}

local function conventions()
  local lines = source.read_lines("book/conventions.md")
  if not lines then
    page.mistake("cannot read book/conventions.md")
    return List()
  end
  return pandoc.read(table.concat(lines, "\n"), "markdown").blocks
end

local function index()
  return write.html() and lists.index() or List({ write.raw("\\bookindex") })
end

local makers = {
  wrongturns = require("wrong_turns"), exercises = exercises.section,
  answers = exercises.answers, conventions = conventions,
  claims = lists.claims, roadmap = lists.roadmap, terms = index, contents = lists.contents,
  road = lists.road, schedule = schedule.plan, exercisetable = schedule.exercises,
  source = rest.blocks, map = map.whole, ways = map.table,
}

function generated.expand(div)
  for class, make in pairs(makers) do
    if div.classes:includes(class) then
      local content = List(div.content)
      -- Labels are collected before there are any to make lists of.
      local collect = page.conf.pass == "collect" and class ~= "source"
      content:extend(collect and List() or make(div))
      div.content = content
      return div
    end
  end
end

-- The closing parts get their headings here, unless the author wrote one.
local closing = { summary = "Summary", conventions = "Conventions",
  wrongturns = "Wrong turns", exercises = "Exercises" }

function generated.with_headings(blocks)
  local out = List()
  for _, block in ipairs(blocks) do
    for class, text in pairs(closing) do
      local before = out[#out]
      if block.t == "Div" and block.classes:includes(class) and
        not (before and before.t == "Header") then
        local attributes = pandoc.Attr(class, { "unnumbered" })
        out:insert(pandoc.Header(2, write.inlines_of(text), attributes))
      end
    end
    out:insert(block)
  end
  return out
end

return generated
