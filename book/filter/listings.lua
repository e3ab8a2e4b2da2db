-- listings.lua: regions of the code and what the demo printed, as listings; and
-- the check that every region of every module is shown exactly once.
local source = require("source")
local page = require("page")
local write = require("write")
local rest = require("rest")
local List = pandoc.List
local conf, shown, mistake = page.conf, page.shown, page.mistake
local latex, html, raw, escape = write.latex, write.html, write.raw, write.escape

local listings = {}

local function path_of(from)
  local generated = from:match("^generated/(.*)$")
  if generated then return conf.build .. "/generated/" .. conf.doc .. "/" .. generated end
  return from:find("/") and from or conf.dir .. "/" .. from
end

local function transcript() return conf.build .. "/demo/" .. conf.doc .. "/transcript.txt" end

local function check_width(lines, what, limit)
  for _, line in ipairs(lines) do
    local n = utf8.len(line) or #line
    if n > limit then
      local text = "%s has a line of %d columns, at most %d fit: %s"
      mistake(text:format(what, n, limit, line))
      return
    end
  end
end

-- ---- room on a page ----
-- Lines that must be left on a page for code of n lines to begin there: what is
-- short stays whole.  A longer table may move to the head of the next page.
local SHORT_CODE, SHORT_TABLE = 12, 12
local function room(n, short)
  return n <= short and n + 3 or 8
end

-- The room that a block of code in the Markdown will need.
function listings.room_of(block)
  if block.attributes.from then
    local regions = source.regions(path_of(block.attributes.from))
    local region = regions and regions.named[block.attributes.region or "top"]
    return region and room(#region.body, SHORT_CODE)
  elseif block.classes:includes("output") then
    local lines = source.section(transcript(), block.attributes.section or "")
    if lines and #lines > 12 and #lines < 46 then return 0 end -- it floats (preamble.tex)
    return lines and room(#lines, SHORT_TABLE)
  end
end

-- ---- one listing ----
-- Listings are labelled lst:so3.c:exp in a chapter; code from elsewhere by path.
local function listing_label(from, region)
  return "lst:" .. from:gsub("/", "-") .. ":" .. region
end

-- The name of a file; on a chapter's page it leads to the whole of the file.
local function place_of(file)
  if not conf.doc:match("^%d") or file:find("/") or not rest.is_module(file) then
    return escape(file)
  end
  local where = write.page_of(rest.page_of(conf.doc)) .. "#sec:" .. file
  return '<a href="' .. escape(where) .. '">' .. escape(file) .. "</a>"
end

local function listing_head(entry, region, file)
  local span = region.first .. "–" .. region.last
  if region.first == region.last then span = tostring(region.first) end
  if latex() then
    return raw(string.format("\\listinghead{%s}{%s}{%s:%s}{%s}{%d}", entry and entry.number or "",
      escape(region.title), escape(file), span, entry and write.tex_label(entry.label) or "",
      room(#region.body, SHORT_CODE)))
  end
  local name = entry and '<a class="number" href="#' .. escape(entry.label) .. '">Listing ' ..
    entry.number .. "</a> " or ""
  return raw('<div class="head">' .. name .. '<span class="title">' .. escape(region.title) ..
    '</span> <span class="where">' .. place_of(file) .. ":" .. span .. "</span></div>")
end

-- Listings and output stand on the grid of the code face.
local function code_block(lines, class)
  local text = table.concat(lines, "\n")
  if latex() and class ~= "c" then
    return raw("\\begin{Shaded}\n\\begin{bookoutput}\n" .. text ..
      "\n\\end{bookoutput}\n\\end{Shaded}")
  end
  return pandoc.CodeBlock(text, { class = class })
end

-- The name of the function for others to call that a line begins to define.
local function function_of(line)
  local before, name = line:match("^(%l[%w_ %*]-)([%l_][%w_]*)%(")
  if not name or name == "main" or not before:match("[ %*]$") then return nil end
  if before:match("^static ") or line:match(";$") then return nil end
  return name
end

-- The functions that a listing defines, for the index.
local function index_functions(region, from)
  local marks = ""
  if not from:match("%.c$") then return marks end
  for _, line in ipairs(region.body) do
    local name = function_of(line)
    if name then
      local place = conf.number .. "." .. (page.counts.sec or 0)
      local label = page.define_index(place, name .. "()")
      marks = marks .. (html() and '<span id="' .. label .. '"></span>' or
        "\\index{" .. name:gsub("_", " ") .. "@\\indexcode{" ..
        escape(name):gsub("\\_", "\\_\\allowbreak ") .. "}}")
    end
  end
  return marks
end

-- The label of a region that is shown where it must be; nil for a quotation.
local function entry_of(from, region, path)
  local library = conf.doc:match("^A%-") or conf.doc == "source-library"
  if from:find("/") and not library then return nil end
  if (shown[path] or {})[region.id] then
    mistake("region `" .. region.id .. "` of " .. path .. " is shown twice",
      "from=" .. from, "region=" .. region.id)
    return nil
  end
  return page.define(listing_label(from, region.id), "lst", page.next_number("lst"), region.title)
end

local function listing(from, region, regions)
  check_width(region.body, from .. " region " .. region.id, 80)
  local entry = entry_of(from, region, regions.path)
  shown[regions.path] = shown[regions.path] or {}
  shown[regions.path][region.id] = true
  local file = from:find("/") and from or from:match("[^/]*$")
  local head = listing_head(entry, region, file)
  if entry then head.text = head.text .. index_functions(region, from) end
  return pandoc.Div({ head, code_block(region.body, "c") },
    pandoc.Attr(html() and entry and entry.label or "", { "listing" }))
end

-- ---- ```{.c from=so3.c region=exp} ----
local function missing(what)
  return pandoc.Para({ pandoc.Strong({ pandoc.Str("missing " .. what) }) })
end

local function missing_region(regions, from, id)
  local known = {}
  for _, r in ipairs(regions) do known[#known + 1] = r.id end
  mistake("unknown region `" .. tostring(id) .. "` of " .. regions.path .. " (it has: " ..
    table.concat(known, ", ") .. ")", "from=" .. from, id and "region=" .. id or "from=")
  return missing("region " .. tostring(id))
end

local function quoted(block)
  local from, id = block.attributes.from, block.attributes.region
  local path = path_of(from)
  local regions = source.regions(path)
  if not regions then
    mistake("there is no file " .. path .. " to quote from", "from=" .. from)
    return missing("file " .. path)
  end
  if regions.twice then mistake(path .. " has two regions `" .. regions.twice .. "`") end
  if id == "*" then
    local all = List()
    for _, region in ipairs(regions) do all:insert(listing(from, region, regions)) end
    return pandoc.Div(all)
  end
  if not id and #regions == 1 then id = "top" end
  local region = regions.named[id or ""]
  if not region then return missing_region(regions, from, id) end
  return listing(from, region, regions)
end

-- ---- ```{.output section=exp} ----
local function output(block)
  local id = block.attributes.section
  local lines, title = source.section(transcript(), id or "")
  if not lines then
    mistake(title, "section=" .. (id or ""))
    lines, title = { "missing output " .. tostring(id) }, ""
  end
  check_width(lines, "section [" .. tostring(id) .. "] of the demo", 80)
  local head
  if html() then
    head = raw('<div class="head"><span class="title">' .. escape(title) ..
      '</span> <span class="where">demo</span></div>')
  else
    head = raw("\\begin{printed}{" .. escape(title) .. "}{" .. room(#lines, SHORT_TABLE) .. "}{" ..
      #lines .. "}")
  end
  local blocks = List({ head, code_block(lines, "output-text") })
  if latex() then blocks:insert(raw("\\end{printed}")) end
  return pandoc.Div(blocks, pandoc.Attr("", { "output" }))
end

function listings.code(block)
  if block.classes:includes("output") then return output(block) end
  if block.attributes.from then return quoted(block) end
  local lines = {}
  for line in (block.text .. "\n"):gmatch("([^\n]*)\n") do lines[#lines + 1] = line end
  check_width(lines, "a code block", 80)
  if latex() and not block.classes:includes("c") then return code_block(lines, "") end
  return block
end

-- ---- files whose every region must be shown by this document ----
-- A chapter shows what carries its ideas and its page of sources the rest, so
-- together they show everything; likewise appendix A and that of the library.
function listings.check_coverage()
  local doc = rest.chapter_of(conf.doc)
  if not doc then return end
  for _, file in ipairs(rest.modules(conf.dir)) do
    local path = rest.path(file)
    for _, region in ipairs(source.regions(path)) do
      if not ((shown[path] or {})[region.id] or rest.is_quoted(doc, file, region.id)) then
        mistake("region `" .. region.id .. "` of " .. path .. " (line " .. region.first ..
          ") is never shown")
      end
    end
  end
end

return listings
