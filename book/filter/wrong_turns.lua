-- wrong_turns.lua: the section "Wrong turns" of a chapter, from its wrong.tsv:
-- a few changes as puzzles, the others folded up, on a screen alone.
local source = require("source")
local page = require("page")
local write = require("write")
local List = pandoc.List
local conf = page.conf
local latex, raw, raw_inline, escape = write.latex, write.raw, write.raw_inline, write.escape
local inlines_of = write.inlines_of

local FILE, ID, OLD, NEW, TEST, BELIEF = 1, 2, 3, 4, 5, 6   -- columns of wrong.tsv

-- ---- a change as lines with - and + ----
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

-- The lines of both sides with their signs, and how far all are indented; what
-- both begin or end with is dropped.
local function signed_lines(old, new)
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
  return lines, indent
end

local function as_difference(old, new)
  local lines, indent = signed_lines(old, new)
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

-- ---- one wrong turn ----
local function belief(r)
  local words = inlines_of((r[BELIEF]:gsub("^%l", string.upper)))
  write.end_sentence(words)
  return words
end

local function breakable(text)
  return (escape(text):gsub("\\_", "\\_\\allowbreak{}"):gsub("%-", "-\\allowbreak{}"))
end

-- In full: the lines as they were and as they became, the belief, the test.
local function change_of(r)
  return pandoc.CodeBlock(as_difference(r[OLD], r[NEW]), { class = "change" })
end

local function in_full(r)
  local words = belief(r)
  words:extend({ pandoc.Space(), pandoc.Span({ pandoc.Code(r[ID]), pandoc.Str(", caught by"),
    pandoc.Space(), pandoc.Code(r[TEST]) }, { class = "caught" }) })
  return pandoc.Div({ pandoc.Para(words), change_of(r) }, pandoc.Attr("", { "wrongturn" }))
end

-- ---- puzzles: the change is shown, the reader names the test ----
local function answer_of(r, k)
  local words = List({ pandoc.Strong({ pandoc.Str(k .. ".") }), pandoc.Space() }) .. belief(r)
  if latex() then
    words:extend({ pandoc.Space(), raw_inline("\\wrongcode{" .. breakable(r[TEST]) .. "}"),
      pandoc.Str("."), pandoc.Space() })
  else
    words:extend({ pandoc.Space(), pandoc.Span({ pandoc.Str("Caught by"), pandoc.Space(),
      pandoc.Code(r[TEST]), pandoc.Str(".") }, { class = "caught" }) })
  end
  return words
end

local function puzzle(r, k)
  local words = List({ pandoc.Strong({ pandoc.Str(k .. ".") }), pandoc.Space(), pandoc.Str("In"),
    pandoc.Space(), pandoc.Code(r[FILE]) })
  local blocks = List({ pandoc.Para(words), change_of(r) })
  if not latex() then
    blocks:insert(raw("<details><summary>Which test fails, and why?</summary>"))
    blocks:insert(pandoc.Para(answer_of(r, k)))
    blocks:insert(raw("</details>"))
  end
  return pandoc.Div(blocks, pandoc.Attr("", { "wrongturn" }))
end

local function add_puzzles(blocks, shown)
  local answers = List()
  for k, r in ipairs(shown) do
    blocks:insert(puzzle(r, k))
    answers:extend(answer_of(r, k))
  end
  if latex() then
    answers:insert(1, raw_inline("\\wronganswers "))
    answers:insert(raw_inline("\\wrongend"))
    blocks:insert(pandoc.Para(answers))
  end
end

-- ---- the section ----
local intro = "Each of these is one change to the code of this chapter. All of them compile. " ..
  "Which test fails, and what does a person believe who writes it so? Answer before you read on."
local rest_intro = "There are %d more, %s `%s/wrong.tsv` holds the changes, `make wrong-%s " ..
  "ONLY=name` tries one and `make wrong-%s` all."

-- The few that a chapter shows in full.
local function wanted_in_full()
  local wanted, count = {}, 0
  for _, row in ipairs(source.read_tsv("book/wrong_shown.tsv") or {}) do
    if row[1] == conf.doc then
      wanted[row[2] .. ":" .. row[3]] = true
      count = count + 1
    end
  end
  return wanted, count
end

-- The puzzles, and the others by file.
local function sort_rows(rows)
  local wanted, missing = wanted_in_full()
  local shown, files, rest = List(), List(), 0
  for n = 2, #rows do
    local r = rows[n]
    if #r < 6 then
      page.mistake(conf.dir .. "/wrong.tsv:" .. n .. " has " .. #r .. " columns, not 6")
    elseif wanted[r[FILE] .. ":" .. r[ID]] then
      shown:insert(r)
      missing = missing - 1
    else
      if not files[r[FILE]] then
        files[r[FILE]] = List()
        files:insert(r[FILE])
      end
      files[r[FILE]]:insert(r)
      rest = rest + 1
    end
  end
  if missing ~= 0 then
    page.mistake("book/wrong_shown.tsv names a change that is not in " .. conf.dir .. "/wrong.tsv")
  end
  return shown, files, rest
end

local function add_file(blocks, file, rows)
  blocks:insert(raw('<details class="wrongfile"><summary><code>' .. escape(file) ..
    "</code> " .. #rows .. "</summary>"))
  blocks:extend(rows:map(in_full))
  blocks:insert(raw("</details>"))
end

-- The students' archive has no wrong.tsv, in no chapter.
local function without_table()
  for _, e in ipairs(page.order) do
    if e.kind == "chap" and source.read_lines("chapters/" .. e.doc .. "/wrong.tsv") then
      page.mistake("there is no wrong.tsv beside it", "::: wrongturns")
      return List()
    end
  end
  return List({ pandoc.Para(inlines_of(
    "This copy comes without them: they are what its tests are tested with.")) })
end

return function()
  local rows = source.read_tsv(conf.dir .. "/wrong.tsv")
  if not rows then return without_table() end
  local number = conf.doc:match("^%d+")
  local blocks = List({ pandoc.Para(inlines_of(intro)) })
  local shown, files, rest = sort_rows(rows)
  add_puzzles(blocks, shown)
  if rest == 0 then return blocks end
  local how = latex() and "in the web edition." or "folded file by file."
  blocks:insert(pandoc.Para(inlines_of(rest_intro:format(rest, how, conf.dir, number, number))))
  if latex() then return blocks end
  for _, file in ipairs(files) do add_file(blocks, file, files[file]) end
  return blocks
end
