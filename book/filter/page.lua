-- page.lua: what all of the filter knows of the page that is being made: its
-- settings, labels and numbers, and what is wrong with it.
local source = require("source")
local utils = pandoc.utils
local List = pandoc.List

local page = {
  conf = {},              -- the settings, see book.lua
  labels = {},            -- label -> { kind, number, doc, title }
  elsewhere = {},         -- label -> in how many documents it is defined
  order = {},             -- labels of all documents, in order of the book
  mine = List(),          -- labels of this document, in order
  mine_by_name = {},
  counts = {},            -- kind -> how many so far
  shown = {},             -- path -> region -> true; plot -> true
  records = {},           -- claims measured in double
  float_records = {},     -- and in float
}
local conf, counts = page.conf, page.counts

-- ---- the settings ----
local keys = { "pass", "doc", "dir", "source", "number", "build", "labels", "records",
  "float_records", "out", "draft", "plots", "exercises" }

local markdown = {}       -- lines of the source, for line numbers

local function read_labels()
  for _, row in ipairs(source.read_tsv(conf.labels) or {}) do
    local name, doc = row[1], row[4]
    local entry = { label = name, kind = row[2], number = row[3], doc = doc, title = row[5] }
    if not page.labels[name] or doc == conf.doc then page.labels[name] = entry end
    page.elsewhere[name] = (page.elsewhere[name] or 0) + 1
    table.insert(page.order, entry)
  end
end

function page.configure(meta)
  for _, key in ipairs(keys) do
    conf[key] = meta[key] and utils.stringify(meta[key]) or ""
  end
  if conf.draft == "" or conf.draft == "false" then conf.draft = nil end
  markdown = source.read_lines(conf.source) or {}
  read_labels()
  page.records = source.records(conf.records)
  page.float_records = source.records(conf.float_records)
end

-- ---- mistakes ----
local mistakes = List()

local function line_of(...)
  local wanted = { ... }
  for n, line in ipairs(markdown) do
    local all = true
    for _, text in ipairs(wanted) do
      all = all and line:find(text, 1, true)
    end
    if all then return n end
  end
end

-- A mistake in the line of the source that holds all of the texts given.
function page.mistake(message, ...)
  local line = select("#", ...) > 0 and line_of(...)
  local where = conf.source .. (line and ":" .. line or "")
  mistakes:insert({ line = line or 0, text = where .. ": " .. message })
end

local function sort_mistakes()
  mistakes:sort(function(a, b)
    if a.line ~= b.line then return a.line < b.line end
    return a.text < b.text
  end)
end

function page.report()
  local seen = {}
  sort_mistakes()
  for _, m in ipairs(mistakes) do
    if not seen[m.text] then io.stderr:write(m.text, "\n") end
    seen[m.text] = true
  end
  if #mistakes > 0 and not conf.draft then
    io.stderr:write(conf.source, ": ", #mistakes, " mistake", #mistakes > 1 and "s" or "",
      "; nothing was made (DRAFT=1 makes the page all the same)\n")
    os.exit(1)
  end
end

-- ---- labels and numbers ----
function page.next_number(kind)
  counts[kind] = (counts[kind] or 0) + 1
  if conf.number == "" then return tostring(counts[kind]) end
  return conf.number .. "." .. counts[kind]
end

function page.define(label, kind, number, title)
  if page.mine_by_name[label] then
    page.mistake("the label " .. label .. " is defined twice", label)
  end
  local entry = { label = label, kind = kind, number = number, doc = conf.doc,
    title = (title or ""):gsub("[\t\n]", " ") }
  page.mine:insert(entry)
  page.mine_by_name[label] = entry
  return entry
end

-- An entry of the index, with the section it stands in; returns its label.
function page.define_index(place, title)
  counts.idx = (counts.idx or 0) + 1
  local label = "idx:" .. conf.doc .. ":" .. counts.idx
  page.define(label, "idx", place, title)
  return label
end

function page.write_labels()
  local file = assert(io.open(conf.out, "w"))
  for _, e in ipairs(page.mine) do
    file:write(table.concat({ e.label, e.kind, e.number, e.doc, e.title }, "\t"), "\n")
  end
  file:close()
end

-- What a reference says before the number.
page.names = { fig = "figure", sec = "section", chap = "chapter", claim = "claim",
  lst = "listing", app = "appendix" }

function page.kind_of(id)
  local prefix = id:match("^(%a+):")
  prefix = prefix and prefix:lower()
  if prefix == "eq" or page.names[prefix or ""] then return prefix end
end

return page
