-- source.lua: what the book quotes: files, regions, transcripts, tables.

local source = {}

function source.read_lines(path)
  local file = io.open(path, "r")
  if not file then return nil end
  local lines = {}
  for line in file:lines() do
    lines[#lines + 1] = (line:gsub("\r$", ""))
  end
  file:close()
  return lines
end

-- The names in a folder; pandoc before 2.19 has no function for it.
function source.list_directory(folder)
  if pandoc.system.list_directory then return pandoc.system.list_directory(folder) end
  local names = {}
  local pipe = assert(io.popen("ls '" .. folder .. "'"))
  for name in pipe:lines() do names[#names + 1] = name end
  pipe:close()
  return names
end

-- Tab-separated rows, empty lines skipped; nil when the file is missing.
function source.read_tsv(path)
  local lines = source.read_lines(path)
  if not lines then return nil end
  local rows = {}
  for _, line in ipairs(lines) do
    if line ~= "" then
      local row = {}
      for field in (line .. "\t"):gmatch("([^\t]*)\t") do row[#row + 1] = field end
      rows[#rows + 1] = row
    end
  end
  return rows
end

-- A table whose first line names its columns: a list of rows, by name.
function source.read_table(path)
  local rows = source.read_tsv(path) or {}
  local list = {}
  for n = 2, #rows do
    list[n - 1] = {}
    for k, name in ipairs(rows[1]) do list[n - 1][name] = rows[n][k] end
  end
  return list
end

local function blank(line) return line:match("^%s*$") ~= nil end

-- A region's heading, `/* ---- [id] Title ---- */`, is printed as the title of
-- the listing.  Prose that follows in the same comment stays, and moves up
-- behind the opening of the comment.
local function body_of(lines, first, last)
  local body = {}
  local head = lines[first]
  local i = first
  if head:match("^%s*/%* %-%-%-%- %[") then
    i = first + 1
    if not head:match("%*/%s*$") then
      while i <= last and lines[i]:match("^%s*%*%s*$") do i = i + 1 end
      local text = lines[i] and lines[i]:match("^%s*%*%s(.*)$")
      if text and not lines[i]:match("^%s*%*/") then
        body[1] = "/* " .. text
        i = i + 1
      else
        body[1] = "/*"
      end
    end
  end
  while #body == 0 and i <= last and blank(lines[i]) do i = i + 1 end
  for k = i, last do body[#body + 1] = lines[k] end
  return body
end

-- A header ends in marks that belong to its head: who copies the last listing
-- would get an #endif without an #if.
local function without_end(path, lines)
  local last = #lines
  if not path:match("%.h$") then return last end
  while last > 1 and (blank(lines[last]) or lines[last]:match("^#endif") or
      lines[last] == "API_END") do
    last = last - 1
  end
  return last
end

-- The regions of a C file in order, and in `named` by id.  What stands before the first
-- heading is the region `top`.
local cache = {}
function source.regions(path)
  if cache[path] then return cache[path] end
  local lines = source.read_lines(path)
  if not lines then return nil end
  local list, named = { path = path }, {}
  list.named = named
  local current = { id = "top", title = "The head of " .. path:match("[^/]*$"), first = 1 }
  local function close(last)
    while last >= current.first and blank(lines[last]) do last = last - 1 end
    if last < current.first then return end
    current.last = last
    current.body = body_of(lines, current.first, last)
    list[#list + 1] = current
    if named[current.id] then list.twice = current.id end
    named[current.id] = current
  end
  for n, line in ipairs(lines) do
    local id, title = line:match("^%s*/%* %-%-%-%- %[([%w_%-]+)%] (.-)%s*%-%-%-%-")
    if id then
      close(n - 1)
      current = { id = id, title = title, first = n }
    end
  end
  close(without_end(path, lines))
  cache[path] = list
  return list
end

-- What a demo printed after `--- [id] title ---`.
function source.section(path, id)
  local lines = source.read_lines(path)
  if not lines then return nil, "no transcript " .. path end
  local body, title
  for _, line in ipairs(lines) do
    local this, text = line:match("^%-%-%- %[(.-)%] (.*) %-%-%-$")
    if this then
      if body then break end
      if this == id then body, title = {}, text end
    elseif body then
      body[#body + 1] = line
    end
  end
  if not body then return nil, "the demo prints no section [" .. id .. "]" end
  while #body > 0 and blank(body[#body]) do body[#body] = nil end
  while #body > 0 and blank(body[1]) do table.remove(body, 1) end
  return body, title
end

-- Claims measured by the tests: id -> { residual, tolerance, verdict, ... }.
function source.records(paths)
  local records = {}
  for path in paths:gmatch("%S+") do
    for _, row in ipairs(source.read_tsv(path) or {}) do
      records[row[3]] = { suite = row[1], test = row[2], residual = tonumber(row[4]),
        tolerance = tonumber(row[5]), verdict = row[6] }
    end
  end
  return records
end

return source
