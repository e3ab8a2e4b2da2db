-- rest.lua: the rest of the source.  A chapter's prose quotes the regions that
-- carry its ideas; this makes the page that shows all others, file by file, so
-- that every line of every module stands in the book exactly once.
local source = require("source")
local page = require("page")
local write = require("write")
local List = pandoc.List
local conf = page.conf

local rest = {}

-- `source-09-so2` is the page of the rest of chapter `09-so2`.
function rest.page_of(doc) return "source-" .. doc end
function rest.chapter_of(doc) return doc:match("^source%-(.*)$") end

-- The library underneath has no chapter: appendix A quotes it, by its paths.
local library = { "numerics", "program", "test" }

-- What stands in a chapter's folder and is a module of it.
local function is_module(name)
  return name:match("%.[ch]$") and not (name:match("^test_") or name:match("^gen_") or
    name:match("^demo") or name == "anchors.h")
end

rest.is_module = is_module

local function add_files(files, folder, prefix, keep)
  local ok, found = pcall(source.list_directory, folder)
  for _, name in ipairs(ok and found or {}) do
    if keep(name) then files:insert(prefix .. name) end
  end
end

-- The modules of a folder, each header before its code.
function rest.modules(folder)
  local files = List()
  if folder:match("^chapters/") then
    add_files(files, folder, "", is_module)
  else
    for _, part in ipairs(library) do
      add_files(files, "lib/" .. part, "lib/" .. part .. "/",
        function(name) return name:match("%.[ch]$") end)
    end
  end
  files:sort(function(a, b)
    local left, right = a:gsub("%.[ch]$", ""), b:gsub("%.[ch]$", "")
    if left ~= right then return left < right end
    return a > b
  end)
  return files
end

-- file -> region -> true: what a chapter's prose quotes of its own modules.
local quoted = {}
function rest.quoted(doc)
  if quoted[doc] then return quoted[doc] end
  local found = {}
  local chapter = "chapters/" .. doc .. "/chapter.md"
  if doc == "library" then chapter = "book/pages/A-library.md" end
  for _, line in ipairs(source.read_lines(chapter) or {}) do
    local file = line:match("^%s*```+%s*{.*from=([^%s}]+)[%s}]")
    if file then
      found[file] = found[file] or {}
      found[file][line:match("region=([^%s}]+)") or "top"] = true
    end
  end
  quoted[doc] = found
  return found
end

function rest.is_quoted(doc, file, region)
  local found = rest.quoted(doc)[file] or {}
  return found[region] or found["*"] or false
end

-- A line that leads to a region which the chapter shows.
local function pointer(doc, file, region)
  local label = "lst:" .. file:gsub("/", "-") .. ":" .. region.id
  local entry = page.labels[label]
  if doc == "library" then doc = "A-library" end
  for _, e in ipairs(page.order) do
    if e.label == label and e.doc == doc then entry = e end
  end
  local words = List({ pandoc.Str(region.title .. ":"), pandoc.Space() })
  if entry then
    words:insert(write.link_to(label, "listing " .. entry.number, entry))
  else
    words:insert(pandoc.Str("in the chapter"))
  end
  return pandoc.Div({ pandoc.Para(words) }, pandoc.Attr("", { "elsewhere" }))
end

-- ---- the last line of a chapter's page on a screen ----
local function has_rest(doc)
  for _, file in ipairs(rest.modules(conf.dir)) do
    for _, region in ipairs(source.regions(conf.dir .. "/" .. file)) do
      if not rest.is_quoted(doc, file, region.id) then return true end
    end
  end
  return false
end

function rest.pointer_from(doc)
  if not doc:match("^%d") or not write.html() or not has_rest(doc) then return List() end
  for _, e in ipairs(page.order) do
    if e.kind == "chap" and e.doc == rest.page_of(doc) then
      local words = write.inlines_of("The lines that the chapter does not quote are in ")
      words:extend({ pandoc.Space(), write.link_to(e.label, "appendix " .. e.number, e),
        pandoc.Str(".") })
      return List({ pandoc.Para(words) })
    end
  end
  return List()
end

function rest.path(file)
  return file:find("/") and file or conf.dir .. "/" .. file
end

-- ---- ::: source ----
function rest.blocks()
  local doc, blocks = rest.chapter_of(conf.doc), List()
  for _, file in ipairs(rest.modules(conf.dir)) do
    local title = List({ pandoc.Code(file) })
    blocks:insert(pandoc.Header(2, title, pandoc.Attr("sec:" .. file:match("[^/]*$"))))
    for _, region in ipairs(source.regions(rest.path(file))) do
      if rest.is_quoted(doc, file, region.id) then
        blocks:insert(pointer(doc, file, region))
      else
        blocks:insert(pandoc.CodeBlock("", pandoc.Attr("", { "c" },
          { from = file, region = region.id })))
      end
    end
  end
  return blocks
end

return rest
