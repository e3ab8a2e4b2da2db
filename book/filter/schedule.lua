-- schedule.lua: the instructor's tables, computed from the minutes that the
-- chapters' openings and the exercises' first lines say.
local schedule = {}

local source
local List = pandoc.List

-- ------------------------------------------------------------------- reading

local function chapter_minutes(doc)
  for n, line in ipairs(source.read_lines("chapters/" .. doc .. "/chapter.md") or {}) do
    local minutes = line:match("(%d+) minutes")
    if minutes and n < 60 then return tonumber(minutes) end
  end
  return 0
end

local words = { one = 1, two = 2, three = 3 }

-- { number, title, stars, minutes, file } of every exercise of a chapter.
local function exercises_of(doc, names)
  local list = {}
  for _, name in ipairs(names) do
    local lines = source.read_lines("exercises/" .. doc .. "/" .. name) or {}
    local head = (lines[1] or "") .. " " .. ((lines[2] or ""):match("^ %* (%S.*)") or "")
    local number, stars, minutes, title =
      head:match("Exercise (%d+%.%d+) %((%a+) stars?, (%d+) minutes, section [%d.]+%): (.-)%s*$")
    if number then
      list[#list + 1] = { number = number, title = title:gsub("%s*%*/$", ""), stars = words[stars] or 0,
        minutes = tonumber(minutes), file = name }
    end
  end
  return list
end

-- ------------------------------------------------------------------ spreading

-- Pieces of work in order: a long chapter is read in parts of at most `most`
-- minutes, then come its exercises of up to `stars` stars.
local function pieces_of(chapters, stars, most)
  local pieces, total = {}, 0
  local function add(text, minutes)
    pieces[#pieces + 1] = { text = text, minutes = minutes }
    total = total + minutes
  end
  for _, c in ipairs(chapters) do
    local parts = math.max(1, math.ceil(c.minutes / most))
    for k = 1, parts do
      local name = "chapter " .. c.number .. (parts > 1 and " (" .. k .. "/" .. parts .. ")" or "")
      add(name, c.minutes / parts)
    end
    for _, e in ipairs(c.exercises) do
      if e.stars <= stars then add(e.number, e.minutes) end
    end
  end
  return pieces, total
end

-- Session k of n holds the pieces whose middle falls into the k-th n-th part
-- of the whole time.
local function spread(pieces, total, n)
  local sessions, before = {}, 0
  for k = 1, n do sessions[k] = { minutes = 0 } end
  for _, p in ipairs(pieces) do
    local k = math.min(n, 1 + math.floor((before + p.minutes / 2) / total * n))
    table.insert(sessions[k], p)
    sessions[k].minutes = sessions[k].minutes + p.minutes
    before = before + p.minutes
  end
  return sessions
end

local function cell(text) return { pandoc.Plain(pandoc.read(text, "markdown").blocks[1] and
  pandoc.read(text, "markdown").blocks[1].content or List()) } end

local function make_table(aligns, head, rows)
  local widths = {}
  for k = 1, #aligns do widths[k] = 0 end
  return pandoc.utils.from_simple_table(pandoc.SimpleTable({}, aligns, widths, head, rows))
end

local function with_widths(tbl, widths)
  for k, w in ipairs(widths) do tbl.colspecs[k][2] = w end
  return tbl
end

-- ------------------------------------------------------------------- the divs

-- ::: {.schedule sessions=10 stars=2 chapters="1 3 5"}
function schedule.plan(div, chapters)
  local chosen = div.attributes.chapters
  local list = {}
  for _, c in ipairs(chapters) do
    if not chosen or (" " .. chosen .. " "):find(" " .. c.number .. " ", 1, true) then list[#list + 1] = c end
  end
  local n, stars = tonumber(div.attributes.sessions), tonumber(div.attributes.stars)
  local pieces, total = pieces_of(list, stars, 100)
  local rows = List()
  for k, s in ipairs(spread(pieces, total, n)) do
    local reading, tasks = {}, {}
    for _, p in ipairs(s) do
      table.insert(p.text:match("^chapter") and reading or tasks, (p.text:gsub("^chapter ", "")))
    end
    rows:insert({ cell(tostring(k)), cell(table.concat(reading, ", ")), cell(table.concat(tasks, ", ")),
      cell(string.format("%.0f", s.minutes)) })
  end
  local hours = string.format("%.0f hours in all, about %.0f minutes each time.", total / 60, total / n)
  return List({
    with_widths(make_table({ "AlignRight", "AlignLeft", "AlignLeft", "AlignRight" },
      { cell(""), cell("Read chapter"), cell("Exercises"), cell("Minutes") }, rows), { 0.06, 0.34, 0.46, 0.14 }),
    pandoc.Para(pandoc.read(hours, "markdown").blocks[1].content) })
end

-- ::: {.exercisetable chapter=3}: every exercise of a chapter, what it costs,
-- and the wrong turns that its tests know.
function schedule.exercises(div, chapters)
  local blocks = List()
  for _, c in ipairs(chapters) do
    if c.number == div.attributes.chapter then
      local wrong = {}
      for n, row in ipairs(source.read_tsv("exercises/" .. c.doc .. "/wrong.tsv") or {}) do
        if n > 1 and #row >= 6 then
          wrong[row[1]] = wrong[row[1]] or {}
          table.insert(wrong[row[1]], row[6])
        end
      end
      local items = List()
      for _, e in ipairs(c.exercises) do
        local beliefs = {}
        for k, w in ipairs(wrong[e.file] or {}) do
          if k <= 3 then beliefs[k] = "“" .. w:gsub("%.$", "") .. "”" end
        end
        local text = "**" .. e.number .. " " .. e.title .. "** " .. string.rep("★", e.stars) .. ", " .. e.minutes ..
          " minutes." .. (#beliefs > 0 and " Look out for: " .. table.concat(beliefs, ", ") .. "." or "")
        items:insert({ pandoc.Plain(pandoc.read(text, "markdown").blocks[1].content) })
      end
      blocks:insert(pandoc.BulletList(items))
    end
  end
  return blocks
end

-- What both need of every chapter, in order.
function schedule.chapters(src, order)
  source = src
  local list = {}
  for _, e in ipairs(order) do
    if e.kind == "chap" and e.number:match("^%d") then
      local has = source.read_lines("exercises/" .. e.doc .. "/exercises.h")
      local names = {}
      for _, name in ipairs(has and source.list_directory("exercises/" .. e.doc) or {}) do
        if name:match("^%d+_.*%.c$") then names[#names + 1] = name end
      end
      table.sort(names)
      list[#list + 1] = { number = e.number, doc = e.doc, title = e.title, minutes = chapter_minutes(e.doc),
        exercises = exercises_of(e.doc, names) }
    end
  end
  return list
end

return schedule
