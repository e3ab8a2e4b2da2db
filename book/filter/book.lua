-- book.lua: one chapter from Markdown to a page of the book.
--
-- Run by pandoc with -M settings (see book.mk):
--   pass     collect (write the labels of this document), latex, html
--   doc      its name, e.g. 01-groups       dir     where its code lies
--   source   the Markdown file              number  1..7, A, B, or empty
--   build    folder of demo and results     labels  the labels of all documents
--   records, float_records   claims measured in double and in float
--   out      file for the labels or for the search index
--   draft    when set, mistakes are printed and the page is made all the same
--
-- What it does, in this order: fills the generated parts (wrong turns,
-- exercises, conventions), fetches regions, output and values, numbers
-- figures, equations, claims and listings, resolves references, and checks
-- that every region of every module is shown exactly once.

local source = dofile("book/filter/source.lua")
local mathml = dofile("book/filter/mathml.lua")
local schedule = dofile("book/filter/schedule.lua")
local utils = pandoc.utils
local List = pandoc.List

local conf = {}           -- the settings
local labels = {}         -- label -> { kind, number, doc, title }
local elsewhere = {}      -- label -> in how many documents it is defined
local order = {}          -- labels of all documents, in order of the book
local mistakes = List()   -- what is wrong with this document

-- ---------------------------------------------------------------- mistakes

local markdown            -- lines of the source, for line numbers

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

local function mistake(message, ...)
  local line = select("#", ...) > 0 and line_of(...)
  local where = conf.source .. (line and ":" .. line or "")
  mistakes:insert({ line = line or 0, text = where .. ": " .. message })
end

local function report()
  local seen = {}
  mistakes:sort(function(a, b)
    if a.line ~= b.line then return a.line < b.line end
    return a.text < b.text
  end)
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

-- ------------------------------------------------------------------ output

local function latex() return conf.pass == "latex" end
local function html() return conf.pass == "html" end
local function raw(text) return pandoc.RawBlock(conf.pass == "html" and "html" or "latex", text) end
local function raw_inline(text) return pandoc.RawInline(html() and "html" or "latex", text) end

local html_signs = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }
local latex_signs = { ["\\"] = "\\textbackslash{}", ["{"] = "\\{", ["}"] = "\\}", ["$"] = "\\$",
  ["&"] = "\\&", ["#"] = "\\#", ["%"] = "\\%", ["_"] = "\\_", ["^"] = "\\textasciicircum{}",
  ["~"] = "\\textasciitilde{}" }

local function escape(text)
  if html() then return (text:gsub('[&<>"]', html_signs)) end
  return (text:gsub("[\\{}$&#%%_^~]", latex_signs))
end

-- Inlines as LaTeX or HTML text, for use inside raw blocks.
local math_inline
local function written(inlines)
  if #inlines == 0 then return "" end
  if html() then inlines = pandoc.walk_inline(pandoc.Span(inlines), { Math = math_inline }).content end
  local format = html() and "html" or "latex"
  local text = pandoc.write(pandoc.Pandoc({ pandoc.Plain(inlines) }), format)
  return (text:gsub("%s+$", ""))
end

local function inlines_of(text)
  local doc = pandoc.read(text, "markdown")
  return doc.blocks[1] and doc.blocks[1].content or List()
end

local function page_of(doc) return doc .. ".html" end

-- Labels belong to their chapter: two chapters may both have a fig:map.
local function tex_label(label, doc) return (doc or conf.doc) .. ":" .. label end

local function link_to(label, text, found)
  local target = found or labels[label]
  if html() then
    local page = target.doc == conf.doc and "" or page_of(target.doc)
    local anchor = target.kind == "chap" and page ~= "" and "" or "#" .. label
    return raw_inline('<a class="ref" href="' .. page .. escape(anchor) .. '">' .. text .. "</a>")
  end
  return raw_inline("\\bookref{" .. tex_label(label, target.doc) .. "}{" .. text .. "}")
end

-- ------------------------------------------------------------------ numbers

local counts = {}
local function next_number(kind)
  counts[kind] = (counts[kind] or 0) + 1
  if conf.number == "" then return tostring(counts[kind]) end
  return conf.number .. "." .. counts[kind]
end

local mine = List()       -- labels of this document, in order
local mine_by_name = {}
local function define(label, kind, number, title)
  if mine_by_name[label] then
    mistake("the label " .. label .. " is defined twice", label)
  end
  local entry = { label = label, kind = kind, number = number, doc = conf.doc,
    title = (title or ""):gsub("[\t\n]", " ") }
  mine:insert(entry)
  mine_by_name[label] = entry
  return entry
end

local names = { fig = "figure", sec = "section", chap = "chapter", claim = "claim",
  lst = "listing", app = "appendix" }

local function kind_of(id)
  local prefix = id:match("^(%a+):")
  prefix = prefix and prefix:lower()
  if prefix == "eq" or names[prefix or ""] then return prefix end
end

-- Listings are labelled lst:so3.c:exp in a chapter; code from elsewhere by path.
local function listing_label(from, region)
  return "lst:" .. from:gsub("/", "-") .. ":" .. region
end

-- ------------------------------------------------------- the generated parts

local function read_blocks(path)
  local lines = source.read_lines(path)
  if not lines then mistake("cannot read " .. path) return List() end
  return pandoc.read(table.concat(lines, "\n"), "markdown").blocks
end

local function unescape(text)
  return (text:gsub("\\(.)", function(c)
    return c == "n" and "\n" or c == "t" and "\t" or c == "\\" and "\\" or "\\" .. c
  end))
end

local function lines_of(text)
  local lines = List()
  for line in (text .. "\n"):gmatch("([^\n]*)\n") do lines:insert(line) end
  return lines
end

-- A text replacement as lines with - and + before them: what both begin or end
-- with is dropped, indentation is cut.
local function as_difference(old, new)
  local a, b = lines_of(unescape(old)), lines_of(unescape(new))
  while #a > 1 and #b > 0 and a[1] == b[1] do a:remove(1) b:remove(1) end
  while #a > 1 and #b > 0 and a[#a] == b[#b] do a:remove() b:remove() end
  local lines, indent = List(), 100
  for sign, side in ipairs({ a, b }) do
    for _, line in ipairs(side) do
      if line:match("%S") then
        indent = math.min(indent, #line:match("^ *"))
        lines:insert({ sign == 1 and "-" or "+", line })
      end
    end
  end
  local out = {}
  for _, l in ipairs(lines) do
    local text = l[2]:sub(indent + 1)
    while #text > 76 do
      local cut = text:sub(1, 76):match(".*() ") or 76
      out[#out + 1] = l[1] .. " " .. text:sub(1, cut)
      text = "    " .. text:sub(cut + 1)
    end
    out[#out + 1] = (l[1] .. " " .. text):gsub("%s+$", "")
  end
  return table.concat(out, "\n")
end

local function capitalised(text)
  return (text:gsub("^%l", string.upper))
end

local wrong_turns_intro = "Each of these is one change to the code of this chapter, with what a person who makes it believes. " ..
  "All of them compile. The test named beside it caught each when this copy was made ready; `make wrong-%s` tries them again."
local wrong_turns_rest = "The other %d, %s: `%s/wrong.tsv` holds the changes, `make wrong-%s ONLY=name` tries one."

-- The few that a chapter shows in full; the rest takes a line each.
local function wrong_turns_shown()
  local wanted, count = {}, 0
  for _, row in ipairs(source.read_tsv("book/wrong_shown.tsv") or {}) do
    if row[1] == conf.doc then
      wanted[row[2] .. ":" .. row[3]] = true
      count = count + 1
    end
  end
  return wanted, count
end

local function belief(r)
  local words = inlines_of(capitalised(r[6]))
  local last = words[#words]
  if last and not (last.t == "Str" and last.text:match("[.?!]$")) then
    words:insert(pandoc.Str("."))
  end
  return words
end

local function breakable(text)
  return (escape(text):gsub("\\_", "\\_\\allowbreak{}"):gsub("%-", "-\\allowbreak{}"))
end

-- In full: the belief, the test, the lines as they were and as they became.
local function wrong_turn(r)
  local words = belief(r)
  if latex() then
    words:insert(1, raw_inline("\\caughtby{" .. breakable(r[2]) .. "}{" .. breakable(r[5]) .. "}"))
  else
    words:extend({ pandoc.Space(), pandoc.Span({ pandoc.Code(r[2]), pandoc.Str(", caught by"), pandoc.Space(),
      pandoc.Code(r[5]) }, { class = "caught" }) })
  end
  return pandoc.Div({ pandoc.Para(words),
    pandoc.CodeBlock(as_difference(r[3], r[4]), { class = "change" }) },
    pandoc.Attr("", { "wrongturn" }))
end

-- In one line of print: its name, the belief, the test.
local function wrong_row(r)
  local words = belief(r)
  words:insert(1, raw_inline("\\wrongrow{" .. breakable(r[2]) .. "}{"))
  words:insert(raw_inline("}{" .. breakable(r[5]) .. "}"))
  return pandoc.Plain(words)
end

local function wrong_turns()
  local rows = source.read_tsv(conf.dir .. "/wrong.tsv")
  if not rows and not source.read_lines("chapters/01-groups/wrong.tsv") then
    -- The students' archive has none of them.
    return List({ pandoc.Para(inlines_of("This copy comes without them: they are what its tests are tested with.")) })
  elseif not rows then
    mistake("there is no wrong.tsv beside it", "::: wrongturns")
    return List()
  end
  local number = conf.doc:match("^%d+")
  local blocks = List({ pandoc.Para(inlines_of(wrong_turns_intro:format(number))) })
  local wanted, found = wrong_turns_shown()
  local files, by_file, rest = List(), {}, 0
  for n = 2, #rows do
    local r = rows[n]
    if #r < 6 then
      mistake(conf.dir .. "/wrong.tsv:" .. n .. " has " .. #r .. " columns, not 6")
    elseif wanted[r[1] .. ":" .. r[2]] then
      blocks:insert(wrong_turn(r))
      found = found - 1
    else
      if not by_file[r[1]] then
        by_file[r[1]] = List()
        files:insert(r[1])
      end
      by_file[r[1]]:insert(r)
      rest = rest + 1
    end
  end
  if found ~= 0 then mistake("book/wrong_shown.tsv names a change that is not in " .. conf.dir .. "/wrong.tsv") end
  if rest == 0 then return blocks end
  blocks:insert(pandoc.Para(inlines_of(wrong_turns_rest:format(rest,
    latex() and "a line each, with the name of the change, the belief and the test" or "folded file by file",
    conf.dir, number))))
  for _, file in ipairs(files) do
    if latex() then
      blocks:insert(raw("\\wrongfile{" .. escape(file) .. "}"))
      blocks:extend(by_file[file]:map(wrong_row))
    else
      blocks:insert(raw('<details class="wrongfile"><summary><code>' .. escape(file) .. "</code> " ..
        #by_file[file] .. "</summary>"))
      blocks:extend(by_file[file]:map(wrong_turn))
      blocks:insert(raw("</details>"))
    end
  end
  if latex() then blocks:insert(raw("\\wrongend")) end
  return blocks
end

local stars_in_words = { one = 1, two = 2, three = 3 }

-- The first comment of a stub: `Exercise 1.2 (two stars, 20 minutes, section
-- 1.4): Title`, then, after an empty line, what is asked.
local function read_stub(path)
  local text = table.concat(source.read_lines(path) or {}, "\n")
  local comment = text:match("^/%*(.-)%*/")
  if not comment then return nil end
  comment = comment:gsub("\n%s*%*", "\n")
  local number, stars, minutes, section, rest =
    comment:match("Exercise%s+([%d.]+)%s+%((%a+)%s+stars?,%s+(%d+)%s+minutes,%s+section%s+([%d.]+)%):%s*(.*)$")
  if not number then return nil end
  local title = rest:match("^(.-)%s*\n%s*\n") or rest:match("^(.-)%s*$")
  return { number = number, stars = stars_in_words[stars] or 0, minutes = minutes,
    section = section, title = title:gsub("%s+", " ") }
end

local function section_label(number)
  for _, entry in ipairs(order) do
    if entry.kind == "sec" and entry.number == number then return entry.label end
  end
end

local function stars(n)
  if latex() then return pandoc.Math("InlineMath", string.rep("\\star", n)) end
  return pandoc.Span({ pandoc.Str(string.rep("★", n)) }, pandoc.Attr("", { "stars" }))
end

local function exercise_row(path, name)
  local e = read_stub(path)
  if not e then
    mistake("the first comment of " .. path .. " is not `Exercise N.K (two stars, 20 minutes, section S): Title`")
    return nil
  end
  local where = section_label(e.section)
  local words = List({ pandoc.Strong({ pandoc.Str(e.number) }), pandoc.Space(),
    stars(e.stars), pandoc.Space() })
  words:extend(inlines_of(e.title))
  local last = words[#words]
  if not (last.t == "Str" and last.text:match("[.?!]$")) then words:insert(pandoc.Str(".")) end
  words:extend({ pandoc.Space(), pandoc.Str(e.minutes), pandoc.Space(), pandoc.Str("minutes,"), pandoc.Space() })
  words:insert(where and link_to(where, "section " .. e.section) or pandoc.Str("section " .. e.section))
  words:extend({ pandoc.Str(":"), pandoc.Space(), pandoc.Code(name) })
  return { pandoc.Plain(words) }
end

local function exercises()
  local folder = "exercises/" .. conf.doc
  local ok, files = pcall(source.list_directory, folder)
  local rows = List()
  files = ok and List(files) or List()
  files:sort()
  for _, name in ipairs(files) do
    if name:match("^%d+_.*%.c$") then rows:insert(exercise_row(folder .. "/" .. name, name) or nil) end
  end
  if #rows == 0 then
    mistake("there are no exercises in " .. folder, "::: exercises")
    return List()
  end
  local first = pandoc.Para(inlines_of("Each exercise is a file in `" .. folder .. "`. Edit the file and run `make exercise-" ..
    conf.doc:match("^%d+") .. ".K` for the verdict; `make hint-" .. conf.doc:match("^%d+") ..
    ".K` gives a hint."))
  return List({ first, pandoc.BulletList(rows) })
end

local function short(residual)
  if residual == 0 then return "exact" end
  if residual >= 0.01 and residual < 1000 then return string.format("%.2g", residual) end
  return (string.format("%.1e", residual):gsub("e([+-])0*(%d)", function(sign, digit)
    return "e" .. (sign == "-" and "-" or "") .. digit
  end))
end

local records, float_records

local function claims_table()
  local rows = List()
  local function cell(inlines) return { pandoc.Plain(inlines) } end
  for _, entry in ipairs(order) do
    if entry.kind == "claim" then
      local id = entry.label:match("^claim:(.*)$")
      local r, f = records[id], float_records[id]
      rows:insert({ cell({ link_to(entry.label, entry.number, entry) }), cell(inlines_of(entry.title)),
        cell({ pandoc.Str(r and short(r.residual) or "missing") }),
        cell({ pandoc.Str(f and short(f.residual) or "") }),
        cell({ pandoc.Str(r and short(r.tolerance) or "") }) })
    end
  end
  local simple = pandoc.SimpleTable({}, { "AlignLeft", "AlignLeft", "AlignRight", "AlignRight", "AlignRight" },
    { 0.08, 0.59, 0.11, 0.11, 0.11 },
    { cell({ pandoc.Str("Claim") }), cell({}), cell({ pandoc.Str("double") }), cell({ pandoc.Str("float") }),
      cell({ pandoc.Str("allowed") }) }, rows)
  return List({ utils.from_simple_table(simple) })
end

local function index_page()
  local terms, names_in_order = {}, List()
  for _, entry in ipairs(order) do
    if entry.kind == "idx" then
      if not terms[entry.title] then
        terms[entry.title] = List()
        names_in_order:insert(entry.title)
      end
      terms[entry.title]:insert(entry)
    end
  end
  names_in_order:sort(function(a, b)
    if a:lower() ~= b:lower() then return a:lower() < b:lower() end
    return a < b
  end)
  local items = List()
  for _, name in ipairs(names_in_order) do
    local words = List({ name:match("%(%)$") and pandoc.Code(name:sub(1, -3)) or pandoc.Str(name) })
    local last
    for _, entry in ipairs(terms[name]) do
      if entry.number ~= last then
        words:extend({ pandoc.Str(","), pandoc.Space(), link_to(entry.label, escape(entry.number), entry) })
      end
      last = entry.number
    end
    items:insert({ pandoc.Plain(words) })
  end
  return List({ pandoc.Div({ pandoc.BulletList(items) }, pandoc.Attr("", { "index-list" })) })
end

-- The contents as a list: documents and their sections.
local function contents_list()
  local out, open = { "<ol>" }, false
  for _, e in ipairs(order) do
    local number = e.number ~= "" and '<span class="section-number">' .. e.number .. "</span> " or ""
    if e.kind == "chap" then
      if open then out[#out + 1] = "</ol></li>" end
      out[#out + 1] = '<li><a href="' .. page_of(e.doc) .. '">' .. number .. escape(e.title) .. "</a><ol>"
      open = true
    elseif e.kind == "sec" and e.number ~= "" then
      out[#out + 1] = '<li><a href="' .. page_of(e.doc) .. "#" .. escape(e.label) .. '">' .. number .. escape(e.title) .. "</a></li>"
    end
  end
  if open then out[#out + 1] = "</ol></li>" end
  out[#out + 1] = "</ol>"
  return List({ pandoc.Div({ raw(table.concat(out, "\n")) }, pandoc.Attr("", { "contents-list" })) })
end

-- Chapters, what they take, and what they stand on.
local function roadmap()
  local rows = List()
  local function cell(...) return { pandoc.Plain(List({ ... })) } end
  for _, e in ipairs(order) do
    if e.kind == "chap" and e.number:match("^%d") then
      local minutes = ""
      for n, line in ipairs(source.read_lines("chapters/" .. e.doc .. "/chapter.md") or {}) do
        if n < 60 and minutes == "" then minutes = line:match("(%d+) minutes") or "" end
      end
      rows:insert({ cell(pandoc.Str(e.number)), cell(link_to(e.label, escape(e.title), e)), cell(pandoc.Str(minutes)) })
    end
  end
  return List({ utils.from_simple_table(pandoc.SimpleTable({}, { "AlignLeft", "AlignLeft", "AlignRight" },
    { 0, 0, 0 }, { cell(), cell(pandoc.Str("Chapter")), cell(pandoc.Str("Minutes")) }, rows)) })
end

local generated = {
  wrongturns = wrong_turns, exercises = exercises,
  conventions = function() return read_blocks("book/conventions.md") end,
  claims = claims_table, roadmap = roadmap,
  schedule = function(div) return schedule.plan(div, schedule.chapters(source, order)) end,
  exercisetable = function(div) return schedule.exercises(div, schedule.chapters(source, order)) end,
  terms = function() return html() and index_page() or List({ raw("\\bookindex") }) end,
  contents = contents_list,
}

-- The closing parts get their headings here, unless the author wrote one.
local closing = { summary = "Summary", conventions = "Conventions", wrongturns = "Wrong turns",
  exercises = "Exercises" }

local function with_headings(blocks)
  local out = List()
  for _, block in ipairs(blocks) do
    if block.t == "Div" then
      for class, text in pairs(closing) do
        local before = out[#out]
        if block.classes:includes(class) and not (before and before.t == "Header") then
          out:insert(pandoc.Header(2, inlines_of(text), pandoc.Attr(class, { "unnumbered" })))
        end
      end
    end
    out:insert(block)
  end
  return out
end

local function expand(div)
  for class, make in pairs(generated) do
    if div.classes:includes(class) then
      local content = List(div.content)
      content:extend(conf.pass == "collect" and List() or make(div))
      div.content = content
      return div
    end
  end
end

-- ------------------------------------------------------ regions and listings

local shown = {}          -- path -> region -> true

local function path_of(from)
  if from:match("^generated/") then
    return conf.build .. "/generated/" .. conf.doc .. "/" .. from:match("^generated/(.*)$")
  end
  return from:find("/") and from or conf.dir .. "/" .. from
end

local function check_width(lines, what, limit)
  for _, line in ipairs(lines) do
    local n = utf8.len(line) or #line
    if n > limit then
      mistake(string.format("%s has a line of %d columns, at most %d fit: %s", what, n, limit, line))
      return
    end
  end
end

-- Lines that must be left on a page for code of n lines to begin there: what is
-- short stays whole.  A table is looked at as a whole, so it may be longer.
local SHORT_CODE, SHORT_TABLE = 16, 24
local function room(n, short)
  return n <= short and n + 3 or 8
end

local function listing_head(entry, region, file)
  local span = region.first .. "–" .. region.last
  if region.first == region.last then span = tostring(region.first) end
  if html() then
    local name = entry and '<a class="number" href="#' .. escape(entry.label) .. '">Listing ' .. entry.number .. "</a> " or ""
    return raw('<div class="head">' .. name .. '<span class="title">' .. escape(region.title) ..
      '</span> <span class="where">' .. escape(file) .. ":" .. span .. "</span></div>")
  end
  return raw(string.format("\\listinghead{%s}{%s}{%s:%s}{%s}{%d}", entry and entry.number or "",
    escape(region.title), escape(file), span, entry and tex_label(entry.label) or "", room(#region.body, SHORT_CODE)))
end

-- Listings and output stand on the grid of the code face.
local function code_block(lines, class)
  local text = table.concat(lines, "\n")
  if latex() and class ~= "c" then
    return raw("\\begin{Shaded}\n\\begin{bookoutput}\n" .. text .. "\n\\end{bookoutput}\n\\end{Shaded}")
  end
  return pandoc.CodeBlock(text, { class = class })
end

-- The functions that a listing defines for others to call, for the index.
local function index_functions(region, from)
  local marks = ""
  if not from:match("%.c$") then return marks end
  for _, line in ipairs(region.body) do
    local before, name = line:match("^(%l[%w_ %*]-)([%l_][%w_]*)%(")
    if name and name ~= "main" and before:match("[ %*]$") and not before:match("^static ") and not line:match(";$") then
      counts.idx = (counts.idx or 0) + 1
      local label = "idx:" .. conf.doc .. ":" .. counts.idx
      define(label, "idx", conf.number .. "." .. (counts.sec or 0), name .. "()")
      marks = marks .. (html() and '<span id="' .. label .. '"></span>' or
        "\\index{" .. name:gsub("_", " ") .. "@\\indexcode{" .. escape(name):gsub("\\_", "\\_\\allowbreak ") .. "}}")
    end
  end
  return marks
end

local function listing(from, region, regions)
  check_width(region.body, from .. " region " .. region.id, 80)
  local entry
  local owner = not (from:find("/") and not conf.doc:match("^A%-"))
  if owner and not (shown[regions.path] or {})[region.id] then
    entry = define(listing_label(from, region.id), "lst", next_number("lst"), region.title)
  elseif owner then
    mistake("region `" .. region.id .. "` of " .. regions.path .. " is shown twice",
      "from=" .. from, "region=" .. region.id)
  end
  shown[regions.path] = shown[regions.path] or {}
  shown[regions.path][region.id] = true
  local file = from:match("[^/]*$")
  if from:find("/") then file = from end
  local head = listing_head(entry, region, file)
  if entry then head.text = head.text .. index_functions(region, from) end
  local div = pandoc.Div({ head, code_block(region.body, "c") },
    pandoc.Attr(html() and entry and entry.label or "", { "listing" }))
  return div
end

local function quoted(block)
  local from, id = block.attributes.from, block.attributes.region
  local path = path_of(from)
  local regions = source.regions(path)
  if not regions then
    mistake("there is no file " .. path .. " to quote from", "from=" .. from)
    return pandoc.Para({ pandoc.Strong({ pandoc.Str("missing file " .. path) }) })
  end
  if regions.twice then mistake(path .. " has two regions `" .. regions.twice .. "`") end
  if id == "*" then
    local all = List()
    for _, region in ipairs(regions) do all:insert(listing(from, region, regions)) end
    return pandoc.Div(all)
  end
  if not id and #regions == 1 then id = "top" end
  local region = regions[id or ""]
  if not region then
    local known = {}
    for _, r in ipairs(regions) do known[#known + 1] = r.id end
    mistake("unknown region `" .. tostring(id) .. "` of " .. path .. " (it has: " ..
      table.concat(known, ", ") .. ")", "from=" .. from, id and "region=" .. id or "from=")
    return pandoc.Para({ pandoc.Strong({ pandoc.Str("missing region " .. tostring(id)) }) })
  end
  return listing(from, region, regions)
end

local function output(block)
  local id = block.attributes.section
  local transcript = conf.build .. "/demo/" .. conf.doc .. "/transcript.txt"
  local lines, title = source.section(transcript, id or "")
  if not lines then
    mistake(title, "section=" .. (id or ""))
    lines, title = { "missing output " .. tostring(id) }, ""
  end
  check_width(lines, "section [" .. tostring(id) .. "] of the demo", 80)
  local head
  if html() then
    head = raw('<div class="head"><span class="title">' .. escape(title) .. '</span> <span class="where">demo</span></div>')
  else
    head = raw("\\outputhead{" .. escape(title) .. "}{" .. room(#lines, SHORT_TABLE) .. "}")
  end
  return pandoc.Div({ head, code_block(lines, "output-text") }, pandoc.Attr("", { "output" }))
end

local function code(block)
  if block.classes:includes("output") then return output(block) end
  if block.attributes.from then return quoted(block) end
  local lines = {}
  for line in (block.text .. "\n"):gmatch("([^\n]*)\n") do lines[#lines + 1] = line end
  check_width(lines, "a code block", 80)
  if latex() and not block.classes:includes("c") then return code_block(lines, "") end
  return block
end

-- Files whose every region must be shown by this document.
local function duties()
  local files = List()
  local function add(folder, keep)
    local ok, found = pcall(source.list_directory, folder)
    found = ok and List(found) or List()
    found:sort()
    for _, name in ipairs(found) do
      if name:match("%.[ch]$") and keep(name) then files:insert(folder .. "/" .. name) end
    end
  end
  if conf.doc:match("^A%-") then
    add("lib", function() return true end)
  elseif conf.doc:match("^%d") then
    add(conf.dir, function(name)
      return not (name:match("^test_") or name:match("^gen_") or name:match("^demo") or name == "anchors.h")
    end)
  end
  return files
end

local function check_coverage()
  for _, path in ipairs(duties()) do
    for _, region in ipairs(source.regions(path)) do
      if not (shown[path] or {})[region.id] then
        mistake("region `" .. region.id .. "` of " .. path .. " (line " .. region.first .. ") is never shown")
      end
    end
  end
end

-- ------------------------------------------------------------ numbers quoted

local values
local function value(span)
  local key = utils.stringify(span)
  if not values then
    values = {}
    for _, row in ipairs(source.read_tsv(conf.build .. "/demo/" .. conf.doc .. "/values.tsv") or {}) do
      values[row[1]] = row[2] or ""
    end
  end
  local text = values[key]
  if not text then
    mistake("the demo records no value `" .. key .. "`", "[" .. key .. "]")
    return pandoc.Strong({ pandoc.Str("missing value " .. key) })
  end
  local mantissa, exponent = text:match("^(-?[%d.]+)e([+-]?%d+)$")
  if mantissa then
    return pandoc.Math("InlineMath", mantissa .. "\\times 10^{" .. math.tointeger(tonumber(exponent)) .. "}")
  elseif text:match("^-[%d.]+$") then
    return pandoc.Math("InlineMath", text)
  end
  return pandoc.Str(text)
end

-- ------------------------------------------------- equations, figures, claims

local function is_space(x) return x.t == "Space" or x.t == "SoftBreak" end

local function equation(para)
  local content = List(para.content)
  while #content > 0 and is_space(content[#content]) do content:remove() end
  local last = content[#content]
  local label = last and last.t == "Str" and last.text:match("^{#(eq:[^}]+)}$")
  if not label then return nil end
  content:remove()
  while #content > 0 and is_space(content[#content]) do content:remove() end
  local math = content[#content]
  if #content ~= 1 or math.t ~= "Math" or math.mathtype ~= "DisplayMath" then
    mistake("an equation with a label stands in a paragraph of its own", label)
    return nil
  end
  local number = next_number("eq")
  define(label, "eq", "(" .. number .. ")")
  if html() then
    local rendered = mathml.render(math)
    if not rendered then
      mistake("pandoc cannot turn this equation into MathML: " .. math.text, label)
    end
    return raw('<div class="equation" id="' .. label .. '"><div class="scroll">' .. (rendered or "") ..
      '</div><a class="number" href="#' .. label .. '">(' .. number .. ")</a></div>")
  end
  local text = math.text:gsub("\\boldsymbol", "\\symbf"):gsub("^%s+", ""):gsub("%s+$", ""):gsub("\n%s*\n", "\n")
  return raw("\\begin{equation}\\tag{" .. number .. "}\\label{" .. tex_label(label) .. "}\n" .. text .. "\n\\end{equation}")
end

local opposite = { white = "black", black = "white" }
local function turned_word(str)
  local before, word, after = str.text:match("^(%p*)(%a+)(%p*)$")
  if not opposite[word] then return nil end
  return List({ pandoc.Str(before), raw_inline('<span class="on-light">' .. word .. '</span><span class="on-dark">' ..
    opposite[word] .. "</span>"), pandoc.Str(after) })
end

local function figure(image)
  local label = image.identifier
  local name = image.src:match("^plot:(.*)$")
  local number, entry = "", nil
  if label:match("^fig:") then
    number = next_number("fig")
    entry = define(label, "fig", number, utils.stringify(image.caption))
  else
    mistake("a figure needs a label {#fig:name}", image.src)
  end
  local folder = conf.plots .. "/" .. conf.doc
  local gp = conf.dir .. "/" .. (name or "") .. ".gp"
  local known = name and source.read_lines(gp)
  if not name then
    mistake("a figure is written plot:NAME, drawn by NAME.gp: " .. image.src, image.src)
  elseif not known then
    mistake("there is no plot " .. gp, image.src)
  end
  shown[gp] = true
  if html() then
    -- The width on a screen follows the width in print, 13.5 cm for all of it.
    local width, keeps = 13.5, false
    for _, line in ipairs(known or {}) do
      width = tonumber(line:match("^%s*eval%s+figure%(%s*([%d.]+)")) or width
      keeps = keeps or line:find("rgbimage", 1, true) or line:find("eval sequential", 1, true)
    end
    local function picture(class, suffix)
      return '<img class="' .. class .. '" src="plots/' .. conf.doc .. "/" .. (name or "") .. suffix .. '.svg" alt="' ..
        escape(utils.stringify(image.caption)) .. '" style="width:' ..
        math.floor(math.min(1, width / 13.5) * 100) .. '%" loading="lazy">'
    end
    -- On a dark page most figures are turned over (see figure.sh), and a caption
    -- that calls a colour black or white with them.
    local shown_on = keeps and picture("on-light", "") .. picture("on-dark", "-dark") or picture("turns", "")
    local caption = keeps and image.caption or pandoc.walk_inline(pandoc.Span(image.caption), { Str = turned_word }).content
    return pandoc.Div({ raw("<figure>"), raw(shown_on),
      raw('<figcaption><a class="number" href="#' .. label .. '">Figure ' .. number .. '.</a>'),
      pandoc.Plain(caption), raw("</figcaption></figure>") }, pandoc.Attr(label, { "figure" }))
  end
  return pandoc.Div({ raw("\\begin{figure}[htbp]\n\\centering\\bookplot{" .. folder .. "/" .. (name or "") .. ".pdf}"),
    pandoc.Plain(List({ raw_inline("\\bookcaption{" .. number .. "}{" .. tex_label(label) .. "}{") }) .. image.caption ..
      List({ raw_inline("}") })), raw("\\end{figure}") })
end

local function check_plots()
  local ok, files = pcall(source.list_directory, conf.dir)
  for _, name in ipairs(ok and files or {}) do
    local gp = conf.dir .. "/" .. name
    if name:match("%.gp$") and not shown[gp] and conf.doc:match("^%d") then
      mistake("the plot " .. gp .. " is never shown")
    end
  end
end

local function paragraph(para)
  if #para.content == 1 and para.content[1].t == "Image" then return figure(para.content[1]) end
  return equation(para)
end

local function measured(id)
  local r, f = records[id], float_records[id]
  if not r then
    mistake("claim `" .. id .. "` is made by no test of the chapter: claim(\"" .. id .. "\", residual, tolerance)",
      "#claim:" .. id)
    return "unchecked", nil
  end
  for precision, record in pairs({ double = r, float = f }) do
    if record.verdict ~= "passed" then
      mistake("claim `" .. id .. "`: its test " .. record.test .. " fails in " .. precision, "#claim:" .. id)
    end
  end
  local second = f and short(f.residual) ~= short(r.residual) and short(f.residual) or nil
  return short(r.residual), second
end

-- Puts LaTeX before the first and after the last words of some blocks, in
-- their paragraphs where they are paragraphs.
local function is_text(block) return block and (block.t == "Para" or block.t == "Plain") end

local function surround(blocks, before, after)
  if is_text(blocks[1]) then
    blocks[1].content = List({ raw_inline(before) }) .. blocks[1].content
  else
    blocks:insert(1, raw(before))
  end
  if is_text(blocks[#blocks]) then
    blocks[#blocks].content:insert(raw_inline(after))
  else
    blocks:insert(raw(after))
  end
end

local function claim(div)
  local id = div.identifier:match("^claim:(.+)$")
  local title = div.attributes.title or ""
  if not id then
    mistake("a claim needs a label {.claim #claim:name title=\"...\"}", title)
    return nil
  end
  local number = next_number("claim")
  define(div.identifier, "claim", number, title)
  if conf.pass == "collect" then return nil end
  local double, single = measured(id)
  local blocks = List(div.content)
  if html() then
    local note = '<span class="checked" title="largest residual measured by the tests">checked: ' .. double ..
      (single and "<br>float: " .. single or "") .. "</span>"
    blocks:insert(1, raw('<p class="claim-head">' .. note .. '<a class="number" href="#' .. div.identifier ..
      '">Claim ' .. number .. '</a> <span class="title">' .. written(inlines_of(title)) .. "</span></p>"))
    return pandoc.Div(blocks, pandoc.Attr(div.identifier, { "claim" }))
  end
  surround(blocks, string.format("\\begin{bookclaim}{%s}{%s}{%s}{%s}{%s}", number,
    written(inlines_of(title)), tex_label(div.identifier), double, single or ""), "\\end{bookclaim}")
  return pandoc.Div(blocks)
end

-- ------------------------------------------------------------------- boxes

local boxes = { correction = "Honest correction", note = "Note", proof = "Proof",
  opening = "", summary = "Summary", conventions = "Conventions", wrongturns = "Wrong turns",
  exercises = "Exercises", wrongturn = "" }

-- A proof gets its closing square from the style; one in the text goes.
local squares = { ["\\square"] = 1, ["\\blacksquare"] = 1, ["\\Box"] = 1, ["\\qed"] = 1, ["∎"] = 1, ["□"] = 1 }
local function without_square(block)
  if not is_text(block) then return end
  local content = block.content
  local last = content[#content]
  if last and squares[last.text or ""] then
    content:remove()
    while #content > 0 and is_space(content[#content]) do content:remove() end
  end
end

local function box(div)
  for class, heading in pairs(boxes) do
    if div.classes:includes(class) then
      local title = div.attributes.title or ""
      local blocks = List(div.content)
      if class == "proof" then without_square(blocks[#blocks]) end
      if html() then
        local head = heading
        if class == "correction" or class == "note" then
          head = (class == "note" and title ~= "") and "" or heading
          local words = title ~= "" and '<span class="title">' .. written(inlines_of(title)) .. "</span>" or ""
          blocks:insert(1, raw('<p class="box-head">' .. (head ~= "" and "<span class=\"kind\">" .. head .. "</span> " or "") .. words .. "</p>"))
        elseif class == "proof" then
          local first = blocks[1]
          if first and first.t == "Para" then
            first.content = List({ pandoc.Emph({ pandoc.Str("Proof" .. (title ~= "" and " (" .. title .. ")" or "") .. ".") }), pandoc.Space() }) .. first.content
          end
        end
        return pandoc.Div(blocks, pandoc.Attr(div.identifier, { class }))
      end
      surround(blocks, "\\begin{book" .. class .. "}{" .. written(inlines_of(title)) .. "}", "\\end{book" .. class .. "}")
      return pandoc.Div(blocks, pandoc.Attr(div.identifier, {}))
    end
  end
end

local function division(div)
  if div.classes:includes("claim") then return claim(div) end
  return box(div)
end

-- ----------------------------------------------------------------- headings

-- A heading with a line or two of text must not stay behind when the code that
-- follows goes to the next page: the room that code needs, in TeX.
local code_ahead = ""
local function look_ahead(blocks, i)
  code_ahead = ""
  local lines, after = 0, blocks[i + 1]
  while after and after.t == "Para" and lines < 4 do
    if after.content[1].t == "Image" or after.content[1].t == "Math" then return end
    lines = lines + math.ceil(#utils.stringify(after) / 85)
    i = i + 1
    after = blocks[i + 1]
  end
  if lines > 4 or not after or after.t ~= "CodeBlock" then return end
  local n
  if after.attributes.from then
    local regions = source.regions(path_of(after.attributes.from))
    local region = regions and regions[after.attributes.region or "top"]
    n = region and room(#region.body, SHORT_CODE)
  elseif after.classes:includes("output") then
    local transcript = conf.build .. "/demo/" .. conf.doc .. "/transcript.txt"
    local output_lines = source.section(transcript, after.attributes.section or "")
    n = output_lines and room(#output_lines, SHORT_TABLE)
  end
  if n then code_ahead = string.format("\\Needspace{\\dimexpr %d\\baselineskip+%d\\codeline\\relax}", lines + 5, n) end
end

local function anchor_to(id)
  return raw_inline('<a class="anchor" href="#' .. escape(id) .. '" aria-label="Link to this section">#</a>')
end

local function heading(h)
  local title = utils.stringify(h)
  local unnumbered = h.classes:includes("unnumbered") or conf.number == ""
  if h.level == 1 then
    local label = h.identifier:match("^%a+:") and h.identifier or "chap:" .. conf.doc
    define(label, "chap", conf.number, title)
    h.identifier = label
    if html() then
      local kind = conf.number == "" and "" or (conf.number:match("%d") and "Chapter " or "Appendix ") .. conf.number
      if kind ~= "" then
        h.content = List({ pandoc.Span({ pandoc.Str(kind) }, { class = "chapter-number" }), pandoc.Space() }) .. h.content
      end
      return h
    end
    local text = written(h.content)
    local plain = escape(title)
    if conf.number == "" then
      return raw("\\bookaddchap{" .. text .. "}{" .. plain .. "}{" .. tex_label(label) .. "}")
    end
    return raw("\\bookchapter{" .. conf.number .. "}{" .. text .. "}{" .. plain .. "}{" .. tex_label(label) .. "}")
  end
  if h.level == 2 then
    local number = ""
    if not unnumbered then number = next_number("sec") end
    local label = h.identifier
    define(label, "sec", number, title)
    if html() and number ~= "" then
      h.content = List({ pandoc.Span({ pandoc.Str(number) }, { class = "section-number" }), pandoc.Space() }) .. h.content
    end
    if conf.number == "" then h.classes:insert("unnumbered") end
    if latex() and number == "" then
      return raw("\\booksection{" .. written(h.content) .. "}{" .. escape(title) .. "}{" .. tex_label(label) .. "}")
    end
    if html() then h.content:insert(anchor_to(label)) return h end
    h.identifier = tex_label(label)
    return List({ raw(code_ahead .. "\\Needspace{8\\baselineskip}"), h })
  end
  if h.identifier:match("^sec:") then define(h.identifier, "sec", "", title) end
  if html() then h.content:insert(anchor_to(h.identifier)) return h end
  h.identifier = tex_label(h.identifier)
  return List({ raw(code_ahead .. "\\Needspace{6\\baselineskip}"), h })
end

-- ------------------------------------------------------------------- index

-- Besides what the text marks, the phrases of book/index.tsv are indexed where
-- they come first in the first two sections of a chapter that have them.  Where
-- nothing is explained nobody should be sent: openings, summaries, what to read
-- elsewhere, and the glossary are passed over.
local phrases
local function read_phrases()
  phrases = {}
  for n, row in ipairs(source.read_tsv("book/index.tsv") or {}) do
    local words = List()
    for word in row[1]:lower():gmatch("%S+") do words:insert(word) end
    if n > 1 then
      phrases[words[1]] = phrases[words[1]] or List()
      phrases[words[1]]:insert({ words = words, entry = row[2] })
    end
  end
end

local function bare_word(x)
  if x.t ~= "Str" then return "" end
  return (x.text:lower():gsub("’", "'"):gsub("^[%(“\"]+", ""):gsub("[%.,;:%?!%)”\"]+$", ""))
end

-- How many inlines of the list, from number i on, are the words of a phrase.
local function phrase_at(inlines, i, words)
  local k = i
  for n, word in ipairs(words) do
    if not inlines[k] or bare_word(inlines[k]) ~= word then return nil end
    if n < #words then
      if inlines[k].text:match("[%.,;:%?!%)]$") or not inlines[k + 1] or
        (inlines[k + 1].t ~= "Space" and inlines[k + 1].t ~= "SoftBreak") then return nil end
      k = k + 2
    end
  end
  return k - i + 1
end

local function mark_phrases(inlines, seen)
  local out, i = List(), 1
  while i <= #inlines do
    local x, length, entry = inlines[i], nil, nil
    if x.t == "Emph" or x.t == "Strong" then
      x.content = mark_phrases(x.content, seen)
    elseif x.t == "Str" then
      for _, phrase in ipairs(phrases[bare_word(x)] or {}) do
        local n = seen[phrase.entry] ~= seen.section and (seen.times[phrase.entry] or 0) < 2 and phrase_at(inlines, i, phrase.words)
        if n and n > (length or 0) then length, entry = n, phrase.entry end
      end
    end
    if length then
      local words = List()
      for k = i, i + length - 1 do words:insert(inlines[k]) end
      x = pandoc.Span(words, pandoc.Attr("", { "index" }, { entry = entry }))
      seen[entry] = seen.section
      seen.times[entry] = (seen.times[entry] or 0) + 1
    end
    out:insert(x)
    i = i + (length or 1)
  end
  return out
end

local function index_phrases(blocks)
  if not phrases then read_phrases() end
  local seen, out = { section = 0, times = {} }, List()
  local function mark(block)
    block.content = mark_phrases(block.content, seen)
    return block
  end
  local elsewhere_only = conf.doc == "glossary"
  for _, block in ipairs(blocks) do
    if block.t == "Header" and block.level <= 2 then
      seen.section = seen.section + 1
      elsewhere_only = conf.doc == "glossary" or utils.stringify(block) == "Further reading"
    end
    local passed = block.t == "Div" and (block.classes:includes("opening") or block.classes:includes("summary"))
    if block.t == "Header" or block.t == "CodeBlock" or passed or elsewhere_only then
      out:insert(block)
    else
      out:extend(pandoc.walk_block(pandoc.Div({ block }), { Para = mark, Plain = mark }).content)
    end
  end
  return out
end

local function term(span)
  local words = utils.stringify(span)
  local entry = span.attributes.entry or words
  counts.idx = (counts.idx or 0) + 1
  local label = "idx:" .. conf.doc .. ":" .. counts.idx
  local place = conf.number ~= "" and conf.number .. "." .. (counts.sec or 0) or conf.doc
  define(label, "idx", place, entry)
  if latex() then
    local key = escape(entry):gsub('["@|!]', '"%0')
    if entry:find("!") and span.attributes.entry then key = escape(entry) end
    return List(span.content) .. List({ raw_inline("\\index{" .. key .. "}") })
  end
  return pandoc.Span(span.content, pandoc.Attr(label, {}))
end

-- --------------------------------------------------------------- references

local function span(s)
  if s.classes:includes("value") then return value(s) end
  if s.classes:includes("index") then return term(s) end
end

local function reference_text(target, kind, capital, bare)
  local name = names[kind]
  if kind == "eq" or bare then return target.number end
  if target.kind == "chap" and not target.number:match("^%d") then
    name = target.number == "" and "" or "appendix"
  end
  if target.number == "" then return "“" .. target.title .. "”" end
  if capital then name = name:sub(1, 1):upper() .. name:sub(2) end
  return name .. (html() and "&nbsp;" or "~") .. target.number
end

local function refer(cite, capital, bare)
  local out = List()
  for _, citation in ipairs(cite.citations) do
    local kind = kind_of(citation.id)
    local id = citation.id:gsub("^%a+", string.lower, 1)
    local target = mine_by_name[id] or labels[id]
    if not mine_by_name[id] and elsewhere[id] and elsewhere[id] > 1 then
      mistake("@" .. citation.id .. " could mean that of two chapters; rename one of them", "@" .. citation.id)
    end
    local chapter = id:match("^chap:(%d)$")
    if chapter then
      for _, e in ipairs(order) do
        if e.kind == "chap" and e.number == chapter then target, id = e, e.label end
      end
    end
    if #out > 0 then out:extend({ pandoc.Str(","), pandoc.Space() }) end
    if not target and chapter then
      out:insert(pandoc.Str("chapter " .. chapter))
    elseif not target then
      mistake("@" .. citation.id .. " refers to nothing", "@" .. citation.id)
      out:insert(pandoc.Strong({ pandoc.Str("??" .. citation.id) }))
    else
      local first = citation.id:match("^%u") or capital
      local text = reference_text(target, kind, first, bare or citation.mode == "SuppressAuthor")
      if not html() then text = text:gsub("“", "``"):gsub("”", "''") end
      out:insert(link_to(id, text, target))
    end
    if #citation.prefix > 0 then out = List(citation.prefix) .. List({ pandoc.Space() }) .. out end
    out:extend(citation.suffix)
  end
  return out
end

local function is_reference(cite)
  return cite.t == "Cite" and kind_of(cite.citations[1].id) ~= nil
end

local bibliography
local function known_citation(cite)
  if not bibliography then
    bibliography = {}
    for _, line in ipairs(source.read_lines("book/references.bib") or {}) do
      local key = line:match("^@%a+{%s*([^,%s]+)%s*,")
      if key then bibliography[key] = true end
    end
  end
  for _, citation in ipairs(cite.citations) do
    if not bibliography[citation.id] then
      mistake("@" .. citation.id .. " is not in book/references.bib", "@" .. citation.id)
    end
  end
end

-- A reference that begins a sentence is capitalised; one after the word it
-- would bring itself ("chapter @chap:groups") gives the number alone.
local function references(inlines)
  local out = List()
  for i, x in ipairs(inlines) do
    local following = inlines[i + 1]
    if is_space(x) and following and following.t == "Str" and following.text:match("^%%") then
      x = pandoc.Str("\u{a0}")  -- a number is not parted from its sign
    end
    if is_reference(x) then
      local before = out[#out]
      if before and is_space(before) then before = out[#out - 1] end
      local word = before and before.t == "Str" and before.text or nil
      local capital = before == nil or (word and word:match("[.?!]$") ~= nil)
      local kind = kind_of(x.citations[1].id)
      local bare = word and names[kind] and
        (word:lower():gsub("^[(“\"]", "") == names[kind] or word:lower() == names[kind] .. "s")
      out:extend(refer(x, capital, bare))
    else
      if x.t == "Cite" then known_citation(x) end
      out:insert(x)
    end
  end
  return out
end

-- The words that stand for a picture are an attribute, where nothing can be a
-- link: of a reference only its text is left.
local function alternative_text(block)
  if not block.text:match("^<img ") then return nil end
  block.text = block.text:gsub("@(%l+:[%w-]+)", function(id)
    local target = mine_by_name[id] or labels[id]
    return target and reference_text(target, kind_of(id), false, false)
  end)
  return block
end

function math_inline(m)
  if latex() then
    m.text = m.text:gsub("\\boldsymbol", "\\symbf")
    return m
  end
  local rendered = mathml.render(m)
  if not rendered then
    mistake("pandoc cannot turn this into MathML: " .. m.text, m.text:match("^[^\n]*"))
    return nil
  end
  if m.mathtype == "InlineMath" and #m.text > 36 then rendered = '<span class="long">' .. rendered .. "</span>" end
  if m.mathtype == "DisplayMath" then rendered = '<span class="display scroll">' .. rendered .. "</span>" end
  return raw_inline(rendered)
end

-- A browser may break a line between a formula and the comma after it.
local function keep_punctuation(inlines)
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

-- Names in running text may break after an underscore, a dot or a slash.
local function code_inline(c)
  if not latex() then return nil end
  -- What is short stays whole.
  local text = c.text:gsub("[^ ]+", function(word)
    if #word <= 14 then return "\1" .. escape(word) .. "\2" end
    return (escape(word):gsub("\\_", "\\_\\codebreak{}"):gsub("([./,(>])", "%1\\codebreak{}"))
  end)
  return raw_inline("\\code{" .. text:gsub("\1", "\\mbox{"):gsub("\2", "}"):gsub("  ", "~ ") .. "}")
end

local function table_block(t)
  if html() then return pandoc.Div({ t }, pandoc.Attr("", { "scroll", "table" })) end
  -- A short table stays whole.
  local rows = #utils.to_simple_table(t).rows
  return List({ raw("\\Needspace{" .. (rows <= 12 and rows + 3 or 6) .. "\\baselineskip}"), t })
end

-- In print a displayed formula belongs to the paragraph before it, and to the
-- words after it when they go on with the sentence.
local function display_of(block)
  if block.t == "RawBlock" and block.text:match("^\\begin{equation}") then
    return List({ raw_inline("\n" .. block.text .. "\n") })
  elseif block.t == "Para" and #block.content == 1 and block.content[1].t == "Math" and
    block.content[1].mathtype == "DisplayMath" then
    return List(block.content)
  end
end

local function goes_on(block)
  if block.t ~= "Para" then return false end
  local first = block.content[1]
  while first and (first.t == "Emph" or first.t == "Span" or first.t == "Link") do first = first.content[1] end
  return first and first.t == "Str" and first.text:match("^[%l(]") ~= nil
end

local function set_displays(blocks)
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

-- ------------------------------------------------------------ search index

local function json_string(text)
  return '"' .. text:gsub('[%c"\\]', function(c)
    if c == '"' or c == "\\" then return "\\" .. c end
    return " "
  end) .. '"'
end

local function words_of(block)
  local text = List()
  local function apart(b)
    b = b:clone()
    b.content = List(b.content) .. List({ pandoc.Space() })
    return b
  end
  local function terms_apart(list)
    list = list:clone()
    list.content = List(list.content):map(function(item)
      return { List(item[1]) .. List({ pandoc.Space() }), item[2] }
    end)
    return list
  end
  local function without_tags(s)
    text:insert((s.text:gsub("<annotation.-</annotation>", " "):gsub("<[^>]*>", ""):gsub("&nbsp;", " ")
      :gsub("&#8289;", " "):gsub("&lt;", "<"):gsub("&gt;", ">"):gsub("&amp;", "&")))
  end
  local separated = pandoc.walk_block(pandoc.Div({ block }), { Para = apart, Plain = apart, DefinitionList = terms_apart })
  pandoc.walk_block(separated, {
    RawInline = without_tags,
    Str = function(s) text:insert(s.text) end,
    Code = function(s) text:insert(s.text) end,
    Math = function(s) text:insert(" ") end,
    CodeBlock = function(s) text:insert(" " .. s.text .. " ") end,
    RawBlock = function(s) text:insert((s.text:gsub("<annotation.-</annotation>", " "):gsub("<[^>]*>", " "))) end,
    Space = function() text:insert(" ") end, SoftBreak = function() text:insert(" ") end,
  })
  -- A work that is cited is not yet written out here: its key tells enough.
  local plain = table.concat(text):gsub("@(%l)(%l+)(%d%d%d%d)%l*", function(first, name, year)
    return first:upper() .. name .. " " .. year
  end)
  return (plain:gsub("%s+", " "))
end

local function write_search(doc)
  local file = assert(io.open(conf.out, "w"))
  local title, anchor, text = "", "", List()
  local chapter = ""
  local function flush()
    if title ~= "" then
      file:write("book_search.push([", json_string(page_of(conf.doc) .. anchor), ",", json_string(chapter), ",",
        json_string(title), ",", json_string(table.concat(text, " ")), "]);\n")
    end
  end
  for _, block in ipairs(doc.blocks) do
    if block.t == "Header" and block.level <= 2 then
      flush()
      title, text = utils.stringify(block), List()
      anchor = block.level == 1 and "" or "#" .. block.identifier
      if block.level == 1 then
        chapter = (conf.number ~= "" and conf.number .. " " or "") .. (conf.title or title)
        title = chapter
      end
    elseif block.t == "Header" then
      text:insert(utils.stringify(block))
    else
      text:insert(words_of(block))
    end
  end
  flush()
  file:close()
end

-- --------------------------------------------------------------- navigation

local function navigation(meta)
  local items, previous, following, seen = {}, nil, nil, false
  local open = false
  for _, e in ipairs(order) do
    if e.kind == "chap" then
      if open then items[#items + 1] = "</ol></li>" open = false end
      local current = e.doc == conf.doc
      if current then seen = true
      elseif not seen then previous = e
      elseif not following then following = e end
      local number = e.number ~= "" and '<span class="n">' .. e.number .. "</span> " or ""
      items[#items + 1] = '<li class="chap"><a href="' .. page_of(e.doc) .. '"' ..
        (current and ' aria-current="page"' or "") .. ">" .. number .. escape(e.title) .. "</a>"
      if current then items[#items + 1] = "<ol>" open = true else items[#items + 1] = "</li>" end
    elseif e.kind == "sec" and e.doc == conf.doc and e.number ~= "" then
      items[#items + 1] = '<li><a href="#' .. escape(e.label) .. '"><span class="n">' .. e.number ..
        "</span> " .. escape(e.title) .. "</a></li>"
    end
  end
  if open then items[#items + 1] = "</ol></li>" end
  local function step(entry, class, word)
    if not entry then return "<span></span>" end
    return '<a class="' .. class .. '" rel="' .. class .. '" href="' .. page_of(entry.doc) .. '"><small>' .. word ..
      "</small>" .. (entry.number ~= "" and entry.number .. " " or "") .. escape(entry.title) .. "</a>"
  end
  meta.nav = pandoc.MetaBlocks({ raw(table.concat(items, "\n")) })
  meta.steps = pandoc.MetaBlocks({ raw(step(previous, "prev", "Previous") .. step(following, "next", "Next")) })
  meta.pagetitle = pandoc.MetaString(conf.title or conf.doc)
end

-- --------------------------------------------------------------------- main

local function configure(meta)
  for _, key in ipairs({ "pass", "doc", "dir", "source", "number", "build", "labels", "records",
    "float_records", "out", "draft", "plots" }) do
    conf[key] = meta[key] and utils.stringify(meta[key]) or ""
  end
  if conf.draft == "" or conf.draft == "false" then conf.draft = nil end
  markdown = source.read_lines(conf.source) or {}
  for _, row in ipairs(source.read_tsv(conf.labels) or {}) do
    local entry = { label = row[1], kind = row[2], number = row[3], doc = row[4], title = row[5] }
    if not labels[row[1]] or row[4] == conf.doc then labels[row[1]] = entry end
    elsewhere[row[1]] = (elsewhere[row[1]] or 0) + 1
    order[#order + 1] = entry
  end
  records, float_records = source.records(conf.records), source.records(conf.float_records)
end

local function write_labels()
  local file = assert(io.open(conf.out, "w"))
  for _, e in ipairs(mine) do
    file:write(table.concat({ e.label, e.kind, e.number, e.doc, e.title }, "\t"), "\n")
  end
  file:close()
end

-- Regions are numbered in document order, so listings, headings, equations and
-- claims are handled in one walk; references are resolved afterwards.
function Pandoc(doc)
  configure(doc.meta)
  local blocks = pandoc.Div(with_headings(index_phrases(doc.blocks)))
  blocks = pandoc.walk_block(blocks, { Div = expand })
  local flow = { Header = heading, CodeBlock = code, Para = paragraph, Div = division }
  local sections = { Header = heading, Span = span }
  -- Index terms name the section they stand in: block by block, in order.
  local numbered = List()
  for i, block in ipairs(blocks.content) do
    if block.t == "Header" then look_ahead(blocks.content, i) end
    local wrapped = pandoc.walk_block(pandoc.Div({ block }), { Span = span })
    wrapped = pandoc.walk_block(wrapped, flow)
    numbered:extend(wrapped.content)
  end
  if conf.pass == "collect" then
    write_labels()
    return pandoc.Pandoc({})
  end
  local whole = pandoc.walk_block(pandoc.Div(numbered), { Inlines = references, RawBlock = alternative_text })
  whole = pandoc.walk_block(whole, { Math = math_inline, Code = code_inline, Table = table_block })
  if latex() then whole = pandoc.walk_block(whole, { Blocks = set_displays }) end
  if html() then whole = pandoc.walk_block(whole, { Inlines = keep_punctuation }) end
  doc.blocks = whole.content
  check_coverage()
  check_plots()
  report()
  if html() then
    for _, e in ipairs(mine) do if e.kind == "chap" then conf.title = e.title end end
    navigation(doc.meta)
    write_search(doc)
  end
  return doc
end

return { { Pandoc = Pandoc } }
