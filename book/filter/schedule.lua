-- schedule.lua: the instructor's tables, computed from the minutes that the
-- chapters' openings and the table of exercises say.
local source = require("source")
local page = require("page")
local lists = require("lists")
local List = pandoc.List

local schedule = {}

-- ---- reading: every chapter in order, with its exercises ----
local function exercises_of(doc, all)
  local list = {}
  for _, e in ipairs(all) do
    if e.chapter == doc then
      list[#list + 1] = { number = e.number, title = e.title, stars = tonumber(e.stars),
        minutes = tonumber(e.minutes), file = e.name .. ".c" }
    end
  end
  return list
end

local function all_chapters()
  local all, list = source.read_table(page.conf.exercises), {}
  for _, e in ipairs(page.order) do
    if e.kind == "chap" and e.number:match("^%d") then
      list[#list + 1] = { number = e.number, doc = e.doc, title = e.title,
        minutes = tonumber(lists.chapter_minutes(e.doc)) or 0,
        exercises = exercises_of(e.doc, all) }
    end
  end
  return list
end

-- ---- spreading ----
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

-- ---- ::: {.schedule sessions=10 stars=2 chapters="1 3 5"} ----
local function markdown(text)
  local blocks = pandoc.read(text, "markdown").blocks
  return blocks[1] and blocks[1].content or List()
end

local function cell(text) return { pandoc.Plain(markdown(text)) } end

local function session_row(k, session)
  local reading, tasks = {}, {}
  for _, p in ipairs(session) do
    table.insert(p.text:match("^chapter") and reading or tasks, (p.text:gsub("^chapter ", "")))
  end
  return { cell(tostring(k)), cell(table.concat(reading, ", ")),
    cell(table.concat(tasks, ", ")), cell(string.format("%.0f", session.minutes)) }
end

local function table_of_sessions(rows)
  local aligns = { "AlignRight", "AlignLeft", "AlignLeft", "AlignRight" }
  local head = { cell("Session"), cell("Read chapter"), cell("Exercises"), cell("Minutes") }
  local simple = pandoc.SimpleTable({}, aligns, { 0, 0, 0, 0 }, head, rows)
  local made = pandoc.utils.from_simple_table(simple)
  for k, width in ipairs({ 0.06, 0.34, 0.46, 0.14 }) do made.colspecs[k][2] = width end
  return made
end

function schedule.plan(div)
  local chosen = div.attributes.chapters
  local list = {}
  for _, c in ipairs(all_chapters()) do
    if not chosen or (" " .. chosen .. " "):find(" " .. c.number .. " ", 1, true) then
      list[#list + 1] = c
    end
  end
  local n, stars = tonumber(div.attributes.sessions), tonumber(div.attributes.stars)
  local pieces, total = pieces_of(list, stars, 100)
  local rows = List()
  for k, session in ipairs(spread(pieces, total, n)) do rows:insert(session_row(k, session)) end
  local hours = string.format("%.0f hours in all, about %.0f minutes each time.",
    total / 60, total / n)
  return List({ table_of_sessions(rows), pandoc.Para(markdown(hours)) })
end

-- ---- ::: {.exercisetable chapter=3} ----
-- Every exercise of a chapter, what it costs, and the wrong turns that its
-- tests know.
local function beliefs_of(doc)
  local beliefs = {}
  for n, row in ipairs(source.read_tsv("exercises/" .. doc .. "/wrong.tsv") or {}) do
    if n > 1 and #row >= 6 then
      beliefs[row[1]] = beliefs[row[1]] or {}
      table.insert(beliefs[row[1]], row[6])
    end
  end
  return beliefs
end

local function exercise_item(e, beliefs)
  local quoted = {}
  for k, belief in ipairs(beliefs or {}) do
    if k <= 3 then quoted[k] = "“" .. belief:gsub("%.$", "") .. "”" end
  end
  local text = "**" .. e.number .. " " .. e.title .. "** " .. string.rep("★", e.stars) ..
    ", " .. e.minutes .. " minutes."
  if #quoted > 0 then text = text .. " Look out for: " .. table.concat(quoted, ", ") .. "." end
  return { pandoc.Plain(markdown(text)) }
end

function schedule.exercises(div)
  local blocks = List()
  for _, c in ipairs(all_chapters()) do
    if c.number == div.attributes.chapter then
      local beliefs, items = beliefs_of(c.doc), List()
      for _, e in ipairs(c.exercises) do items:insert(exercise_item(e, beliefs[e.file])) end
      blocks:insert(pandoc.BulletList(items))
    end
  end
  return blocks
end

return schedule
