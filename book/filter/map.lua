-- map.lua: the map of the book, from book/map.tsv: large on a page of its own, small
-- at the opening of a chapter, and as a table of what is given to whom.
--
-- A drawing is a list of strokes, frames and words in millimetres, y downward; the
-- two writers below it make TikZ and SVG of it.
local source = require("source")
local page = require("page")
local write = require("write")
local List = pandoc.List
local conf = page.conf

local map = {}

-- ---- what there is ----
local SITTING = "00-one-sitting"
local places, ways, at = List(), List(), {}

local function lines_of(text)
  local lines = List()
  for line in (text .. "\\n"):gmatch("(.-)\\n") do lines:insert(line) end
  return lines
end

local function number_of(doc) return (doc:match("^0?(%d+)")) end

local function read_map()
  if #places > 0 then return end
  for _, row in ipairs(source.read_tsv("book/map.tsv") or {}) do
    if row[1] == "place" then
      local place = { doc = row[2], column = tonumber(row[3]), row = tonumber(row[4]),
        name = row[5], says = lines_of(row[6]), lines = lines_of(row[7] or "") }
      places:insert(place)
      at[place.doc] = place
    elseif row[1] == "way" then
      ways:insert({ from = row[2], to = row[3], gives = row[4], bend = row[5] })
    end
  end
end

-- What stands on the map must stand in the file.
local function check_map()
  local file = table.concat(source.read_lines("chapters/" .. SITTING .. "/sitting.c") or {}, "\n")
  for _, place in ipairs(places) do
    for _, line in ipairs(place.lines) do
      if not file:find(line, 1, true) then
        page.mistake("book/map.tsv: sitting.c has no line `" .. line .. "`")
      end
    end
  end
end

-- The label of a chapter, by its document.
local function chapter_label(doc)
  for _, e in ipairs(page.order) do
    if e.kind == "chap" and e.doc == doc then return e.label, e end
  end
end

-- ---- a drawing ----
local drawing = {}
drawing.__index = drawing

local function new_drawing(width, height)
  return setmetatable({ width = width, height = height, parts = List() }, drawing)
end

-- style: way, quiet, dashed.  Corners are round, and a head is drawn at the end of
-- a way.
function drawing:stroke(style, points, head)
  self.parts:insert({ what = "stroke", style = style, points = points, head = head })
end

function drawing:frame(style, x, y, width, height)
  self.parts:insert({ what = "frame", style = style, x = x, y = y, w = width, h = height })
end

function drawing:dot(style, x, y, radius)
  self.parts:insert({ what = "dot", style = style, x = x, y = y, r = radius })
end

-- style: name, numeral, says, gives, code, small, here; anchor: start, middle, end.
function drawing:words(style, anchor, x, y, text, doc)
  self.parts:insert({ what = "words", style = style, anchor = anchor, x = x, y = y, text = text,
    doc = doc })
end


-- ---- as TikZ ----
local tikz = {}
local anchors = { start = "base west", middle = "base", ["end"] = "base east" }

local function join(points, separator)
  local out = {}
  for k, p in ipairs(points) do out[k] = string.format("(%.2f,%.2f)", p[1], p[2]) end
  return table.concat(out, separator)
end

function tikz.stroke(p)
  return "\\draw[map" .. p.style .. (p.head and ",maphead" or "") .. "] " ..
    join(p.points, " -- ") .. ";"
end

function tikz.frame(p)
  return string.format("\\draw[map%s] (%.2f,%.2f) rectangle (%.2f,%.2f);", p.style, p.x, p.y,
    p.x + p.w, p.y + p.h)
end

function tikz.dot(p)
  return string.format("\\draw[map%s] (%.2f,%.2f) circle (%.2f);", p.style, p.x, p.y, p.r)
end

function tikz.words(p)
  local text = p.text
  if p.style == "code" then
    text = write.escape(text)
  elseif p.doc then
    local label, entry = chapter_label(p.doc)
    if label then text = write.link_to(label, text, entry).text end
  end
  return string.format("\\node[map%s,anchor=%s] at (%.2f,%.2f) {%s};", p.style,
    anchors[p.anchor], p.x, p.y, text)
end

function drawing:tikz()
  local out = List({ "\\begin{tikzpicture}[x=1mm,y=-1mm,baseline=(current bounding box.south)]" })
  out:insert(string.format("\\path[use as bounding box] (0,0) rectangle (%.2f,%.2f);",
    self.width, self.height))
  for _, part in ipairs(self.parts) do out:insert(tikz[part.what](part)) end
  out:insert("\\end{tikzpicture}")
  return table.concat(out, "%\n")
end

-- ---- as SVG ----
local svg = {}
local ROUND = 1.4

local function towards(p, q, length)
  local dx, dy = q[1] - p[1], q[2] - p[2]
  local all = math.sqrt(dx * dx + dy * dy)
  return { p[1] + dx / all * length, p[2] + dy / all * length }
end

local function head_at(p, q)
  local back = towards(q, p, 1.9)
  local dx, dy = (q[1] - back[1]) * 0.36, (q[2] - back[2]) * 0.36
  return string.format('<path class="head" d="M%.2f %.2fL%.2f %.2fL%.2f %.2fz"/>', q[1], q[2],
    back[1] - dy, back[2] + dx, back[1] + dy, back[2] - dx)
end

function svg.stroke(p)
  local points, n = p.points, #p.points
  local d = { string.format("M%.2f %.2f", points[1][1], points[1][2]) }
  for k = 2, n - 1 do
    local before, after = towards(points[k], points[k - 1], ROUND),
      towards(points[k], points[k + 1], ROUND)
    d[#d + 1] = string.format("L%.2f %.2fQ%.2f %.2f %.2f %.2f", before[1], before[2],
      points[k][1], points[k][2], after[1], after[2])
  end
  local last = p.head and towards(points[n], points[n - 1], 1.2) or points[n]
  d[#d + 1] = string.format("L%.2f %.2f", last[1], last[2])
  return '<path class="' .. p.style .. '" d="' .. table.concat(d) .. '"/>' ..
    (p.head and head_at(points[n - 1], points[n]) or "")
end

function svg.frame(p)
  return string.format('<rect class="%s" x="%.2f" y="%.2f" width="%.2f" height="%.2f"/>',
    p.style, p.x, p.y, p.w, p.h)
end

function svg.dot(p)
  return string.format('<circle class="%s" cx="%.2f" cy="%.2f" r="%.2f"/>', p.style, p.x, p.y, p.r)
end

local function with_letters(text)
  return (write.escape(text):gsub("%$(.-)%$", '<tspan class="letter">%1</tspan>'))
end

function svg.words(p)
  local text = string.format('<text class="%s" x="%.2f" y="%.2f" text-anchor="%s">%s</text>',
    p.style, p.x, p.y, p.anchor, with_letters(p.text))
  if not p.doc then return text end
  return '<a href="' .. write.page_of(p.doc) .. '"><title>Chapter ' .. number_of(p.doc) ..
    "</title>" .. text .. "</a>"
end

function drawing:svg(attributes)
  local out = List({ string.format(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.1f %.1f" %s>', self.width,
    self.height, attributes) })
  for _, part in ipairs(self.parts) do out:insert(svg[part.what](part)) end
  out:insert("</svg>")
  return table.concat(out, "\n")
end

-- ---- the large map ----
-- At the left the file of chapter 0; beside it two columns of places.
local STRIP, CARD, ROW, TOP, HALF = 41, { 47, 93.2 }, 16, 8, 5.8
local CARD_WIDTH, LANE, RIM, WIDTH, HEIGHT = 40, 90.2, 134.9, 135, 166.5

local function left_of(place) return CARD[place.column] end
local function middle_of(place) return left_of(place) + CARD_WIDTH / 2 end
local function height_of(place) return TOP + ROW * (place.row - 0.5) end

-- The corners of a way and the place of its words.
local bends = {}
function bends.down(a, b)
  local x, from = middle_of(a), height_of(a) + HALF
  return { { x, from }, { x, height_of(b) - HALF } }, { x + 1.6, from + 2.9, "start" }
end
function bends.right(a, b)
  local x, y, to = left_of(b) + 8, height_of(a), height_of(b) - HALF
  return { { left_of(a) + CARD_WIDTH, y }, { x, y }, { x, to } }, { x + 1.4, to - 1.3, "start" }
end
function bends.left(a, b)
  local x, y, to = middle_of(b), height_of(a) + 2.3, height_of(b) - HALF
  return { { left_of(a), y }, { x, y }, { x, to } }, { x + 1.4, to - 1.3, "start" }
end
function bends.lane(a, b)
  local y, to = height_of(a) + 4.6, height_of(b)
  return { { left_of(a), y }, { LANE, y }, { LANE, to }, { left_of(b) + CARD_WIDTH, to } },
    { LANE + 1.4, to - 1.3, "start" }
end
function bends.rim(a, b)
  local y, to, x = height_of(a), height_of(b), left_of(a) + CARD_WIDTH
  return { { x, y }, { RIM, y }, { RIM, to }, { x, to } }, { RIM - 1.4, to - HALF - 0.9, "end" }
end

local function draw_file(d)
  d:frame("sheet", 0, 0, STRIP, TOP + ROW * 8)
  d:words("numeral", "start", 2, 6, "0")
  d:words("name", "start", 7.5, 5.7, "One sitting", SITTING)
  for _, place in ipairs(places) do
    local n, y = #place.lines, height_of(place)
    if place.lines[1] ~= "" then
      d:stroke("dashed", { { STRIP, y }, { left_of(place), y } }, true)
      for k, line in ipairs(place.lines) do
        d:words("code", "start", 1.6, y + 0.8 + 2.9 * (k - (n + 1) / 2), line)
      end
    end
  end
end

local function draw_place(d, place)
  local x, y = left_of(place), height_of(place)
  d:frame("card", x, y - HALF, CARD_WIDTH, 2 * HALF)
  d:words("numeral", "middle", x + 4.6, y + 1.5, number_of(place.doc))
  d:words("name", "start", x + 9, y - 1.9, place.name, place.doc)
  for k, line in ipairs(place.says) do d:words("says", "start", x + 9, y - 1.3 + 2.8 * k, line) end
end

local function draw_key(d)
  local y = height_of({ row = 9.6 })
  d:stroke("way", { { 1, y }, { 9, y } }, true)
  d:words("says", "start", 11, y + 0.8, "is given to a later chapter")
  d:stroke("dashed", { { 1, y + 4.5 }, { 9, y + 4.5 } }, true)
  d:words("says", "start", 11, y + 5.3, "is replaced in this chapter")
end

local function large()
  local d = new_drawing(WIDTH, HEIGHT)
  draw_file(d)
  for _, way in ipairs(ways) do
    local points, word = bends[way.bend](at[way.from], at[way.to])
    d:stroke("way", points, true)
    d:words("gives", word[3], word[1], word[2], way.gives)
  end
  for _, place in ipairs(places) do draw_place(d, place) end
  draw_key(d)
  return d
end

-- ---- the small map: you are here ----
local SMALL_ROW, SMALL_X, DOT = 4.3, { 12.5, 25 }, 1.75

local function dot_of(place) return SMALL_X[place.column], SMALL_ROW * (place.row - 0.5) + 1 end

local function small_way(d, way, here)
  local ax, ay = dot_of(at[way.from])
  local bx, by = dot_of(at[way.to])
  local points = { { ax, ay }, { bx, by } }
  if way.bend == "right" or way.bend == "left" then
    points = { { ax, ay }, { bx, ay }, { bx, by } }
  elseif way.bend == "lane" then
    points = { { ax, ay }, { 19, ay + 1 }, { 19, by }, { bx, by } }
  elseif way.bend == "rim" then
    points = { { ax, ay }, { ax + 3.4, ay }, { ax + 3.4, by }, { bx, by } }
  end
  d:stroke((way.from == here or way.to == here) and "way" or "quiet", points)
end

local function small(here)
  local d = new_drawing(30, SMALL_ROW * 10 + 2)
  d:stroke("quiet", { { 2.5, 1 + SMALL_ROW / 2 }, { 2.5, 1 + SMALL_ROW * 7.5 } })
  for _, way in ipairs(ways) do
    if way.from ~= here and way.to ~= here then small_way(d, way, here) end
  end
  for _, way in ipairs(ways) do
    if way.from == here or way.to == here then small_way(d, way, here) end
  end
  local function put(doc, x, y)
    local mark = doc == here and "here" or "dot"
    d:dot(mark, x, y, doc == here and DOT * 1.3 or DOT)
    d:words("in" .. mark, "middle", x, y + 0.72, number_of(doc))
  end
  put(SITTING, 2.5, 1 + SMALL_ROW / 2)
  for _, place in ipairs(places) do put(place.doc, dot_of(place)) end
  return d
end

-- ---- in words ----
-- What a chapter takes or gives: "D from 2; Y from 3".
local function list_of(doc, mine, other, word)
  local out = List()
  for _, way in ipairs(ways) do
    if way[mine] == doc then
      out:insert(way.gives .. " " .. word .. " " .. number_of(way[other]))
    end
  end
  return table.concat(out, "; ")
end

local function in_words(doc)
  local text = "Map of the book. You are here: chapter " .. number_of(doc)
  local takes, gives = list_of(doc, "to", "from", "from"), list_of(doc, "from", "to", "to")
  if takes ~= "" then text = text .. ". It takes " .. takes end
  if gives ~= "" then text = text .. ". It gives " .. gives end
  return (text:gsub("%$", "")) .. "."
end

-- ---- in the book ----
function map.whole()
  read_map()
  check_map()
  if write.html() then
    return List({ write.raw('<div class="map scroll" tabindex="0" role="group" aria-label="' ..
      'The map; the table below says the same in words">' .. large():svg('class="whole-map"') ..
      "</div>") })
  end
  return List({ write.raw("\\begin{center}\n" .. large():tikz() .. "\n\\end{center}") })
end

-- The small map of a chapter, before its heading; nothing for other pages.
function map.here(doc)
  read_map()
  if not (at[doc] or doc == SITTING) then return nil end
  if write.html() then
    local words = 'role="img" aria-label="' .. write.escape(in_words(doc)) .. '"'
    return write.raw('<a class="you-are-here" href="map.html">' .. small(doc):svg(words) ..
      "<small>You are here</small></a>")
  end
  return write.raw("\\bookhere{" .. small(doc):tikz() .. "}")
end

local function cell(text) return { pandoc.Plain(write.inlines_of(text)) } end

local function code_cell(lines)
  local content = List()
  for k, line in ipairs(lines[1] ~= "" and lines or {}) do
    if k > 1 then content:insert(pandoc.LineBreak()) end
    content:insert(pandoc.Code(line))
  end
  return { pandoc.Plain(content) }
end

function map.table()
  read_map()
  local rows, left = List(), "AlignLeft"
  for _, place in ipairs(places) do
    local label, entry = chapter_label(place.doc)
    rows:insert({ cell(number_of(place.doc)),
      { pandoc.Plain({ write.link_to(label, write.escape(entry.title), entry) }) },
      code_cell(place.lines), cell(list_of(place.doc, "from", "to", "to")) })
  end
  return List({ pandoc.utils.from_simple_table(pandoc.SimpleTable({}, { left, left, left, left },
    { 0.06, 0.29, 0.37, 0.28 },
    { cell("No."), cell("Chapter"), cell("replaces in @chap:0"), cell("gives") }, rows)) })
end

return map
