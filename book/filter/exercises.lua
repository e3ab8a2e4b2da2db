-- exercises.lua: the section "Exercises" of a chapter: what each stub says at
-- its head, and the pencil questions; and the page of their answers.
local source = require("source")
local page = require("page")
local write = require("write")
local List = pandoc.List
local conf = page.conf
local inlines_of = write.inlines_of

local exercises = {}

-- ---- the head of a stub ----
-- The paragraphs of the first comment after its title, each a list of lines.
local function paragraphs_of(path)
  local paragraphs, current = List(), nil
  for n, line in ipairs(source.read_lines(path) or {}) do
    local text = line:gsub("%s*%*/%s*$", ""):gsub("^ %* ?", "")
    if text:match("^%s*$") or n == 1 then
      current = nil
    else
      if not current then
        current = List()
        paragraphs:insert(current)
        current.title = #paragraphs == 1 and n == 2
      end
      current:insert(text)
    end
    if line:match("%*/%s*$") then break end
  end
  return paragraphs:filter(function(p) return not p.title end)
end

-- "a, b   (3) components": what the arguments are, not what is asked.
local function about_arguments(lines)
  return lines[1]:match("^[%a_][%w_, ]-%s%s+%S") or lines[1]:match("^Returns ")
end

-- ---- its words ----
local function word(text)
  local open, name, rest = text:match("^(%(*)(%S*%w_%w.-)([.,;:?]*)$")
  if name then return List({ pandoc.Str(open), pandoc.Code(name), pandoc.Str(rest) }) end
  local stressed, after = text:match("^%*(%w+)%*(%p*)$")
  if stressed then return List({ pandoc.Emph({ pandoc.Str(stressed) }), pandoc.Str(after) }) end
  return List({ pandoc.Str(text) })
end

local function sentence(lines)
  local words, quoted = List(), false
  for part in (table.concat(lines, " ") .. "`"):gmatch("([^`]*)`") do
    if quoted then
      words:insert(pandoc.Code(part))
    else
      for gap, one in part:gmatch("(%s*)(%S+)") do
        if #words > 0 and gap ~= "" then words:insert(pandoc.Space()) end
        words:extend(word(one))
      end
      if part:match("%s$") then words:insert(pandoc.Space()) end
    end
    quoted = not quoted
  end
  return pandoc.Para(words)
end

-- Words are set as text; what is indented, equations above all, as it stands.
local function add_paragraph(blocks, lines)
  local kept, indented = List(), nil
  local function flush()
    if #kept == 0 then return end
    blocks:insert(indented and pandoc.CodeBlock(table.concat(kept, "\n"), { class = "equation" }) or
      sentence(kept))
    kept = List()
  end
  for _, line in ipairs(lines) do
    local this = line:match("^%s%s") ~= nil
    if this ~= indented then flush() end
    indented = this
    kept:insert(line)
  end
  flush()
end

local function statement(path)
  local blocks = List()
  for _, lines in ipairs(paragraphs_of(path)) do
    if not about_arguments(lines) then
      add_paragraph(blocks, lines)
    elseif write.html() then
      blocks:insert(pandoc.CodeBlock(table.concat(lines, "\n"), { class = "arguments" }))
    end
  end
  return blocks
end

-- ---- one exercise ----
local function stars(n)
  if write.latex() then return pandoc.Math("InlineMath", string.rep("\\star", n)) end
  return pandoc.Span({ pandoc.Str(string.rep("★", n)) }, pandoc.Attr("", { "stars" }))
end

local function section_label(number)
  for _, entry in ipairs(page.order) do
    if entry.kind == "sec" and entry.number == number then return entry.label end
  end
end

local function head(e)
  local words = List({ pandoc.Strong({ pandoc.Str(e.number) }), pandoc.Space(),
    stars(tonumber(e.stars)), pandoc.Space() })
  local title = inlines_of(e.title)
  write.end_sentence(title)
  words:insert(pandoc.Strong(title))
  words:extend({ pandoc.Space(), pandoc.Str(e.minutes), pandoc.Space(),
    pandoc.Str("minutes,"), pandoc.Space() })
  local where = section_label(e.section)
  words:insert(where and write.link_to(where, "section " .. e.section) or
    pandoc.Str("section " .. e.section))
  words:extend({ pandoc.Str(":"), pandoc.Space(), pandoc.Code(e.name .. ".c") })
  return pandoc.Para(words)
end

local intro = "Each exercise is a file in `%s`, which also says what the arguments are. Edit " ..
  "it and run `make exercise-%s.K` for the verdict; `make hint-%s.K` gives a hint, `make next` " ..
  "names the next one, and `make watch` tests whenever you save."

-- ---- pencil questions: a definition list, chapters/NN-name/pencil.md ----
local function pairs_of(doc)
  local lines = source.read_lines("chapters/" .. doc .. "/pencil.md")
  if not lines then return List() end
  local list = pandoc.read(table.concat(lines, "\n"), "markdown").blocks[1]
  return list and list.t == "DefinitionList" and List(list.content) or List()
end

local function numbered(items, number)
  local list = List()
  for k, blocks in ipairs(items) do
    local words = blocks[1].content
    blocks[1] = pandoc.Plain(List({ pandoc.Strong({ pandoc.Str(number .. string.char(96 + k)) }),
      pandoc.Space() }) .. words)
    list:insert(blocks)
  end
  return pandoc.BulletList(list)
end

local function number_of(doc) return tostring(tonumber(doc:match("^%d+"))) end

local function pencil()
  local asked = pairs_of(conf.doc)
  if #asked == 0 then return List() end
  local questions = asked:map(function(pair) return List({ pandoc.Plain(pair[1]) }) end)
  return List({ pandoc.Para(inlines_of("With a pencil, before the computer (the answers are " ..
    "in @chap:answers):")), numbered(questions, number_of(conf.doc)) })
end

function exercises.answers()
  local blocks = List()
  for _, e in ipairs(page.order) do
    local asked = e.kind == "chap" and pairs_of(e.doc) or List()
    if #asked > 0 then
      if write.latex() then blocks:insert(write.raw("\\Needspace{4\\baselineskip}")) end
      blocks:insert(pandoc.Para({ pandoc.Strong({ write.link_to(e.label,
        "Chapter " .. number_of(e.doc), e) }) }))
      local answers = asked:map(function(pair) return List(pair[2][1]) end)
      blocks:insert(numbered(answers, number_of(e.doc)))
    end
  end
  return blocks
end

-- ---- the section ----
function exercises.section()
  local folder, blocks = "exercises/" .. conf.doc, List()
  for _, e in ipairs(source.read_table(conf.exercises)) do
    if e.chapter == conf.doc and e.section ~= "" then
      local all = List({ head(e) })
      all:extend(statement(folder .. "/" .. e.name .. ".c"))
      blocks:insert(pandoc.Div(all, pandoc.Attr("", { "exercise" })))
    elseif e.chapter == conf.doc then
      page.mistake(folder .. "/" .. e.name .. ".c has no head that can be read")
    end
  end
  if #blocks == 0 then
    page.mistake("there are no exercises in " .. folder, "::: exercises")
    return List()
  end
  local number = conf.doc:match("^%d+")
  local all = pencil()
  all:insert(pandoc.Para(inlines_of(intro:format(folder, number, number))))
  all:extend(blocks)
  return all
end

return exercises
