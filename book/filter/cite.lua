-- cite.lua: after citeproc: links to the one page of references.
local pass, doc

function Meta(meta)
  pass = pandoc.utils.stringify(meta.pass or "")
  doc = pandoc.utils.stringify(meta.doc or "")
end

local function Link(link)
  if link.target:match("^#ref%-") then
    if pass == "html" and doc ~= "references" then
      link.target = "references.html" .. link.target
    elseif pass == "latex" then
      link.content:insert(1, pandoc.RawInline("latex", "\\bookcite{" .. link.target:sub(2) .. "}{"))
      link.content:insert(pandoc.RawInline("latex", "}"))
      return link.content
    end
    return link
  end
end

-- Pandoc gives an entry a role that has been withdrawn; under another class it
-- does not.
local function list_of_works(div)
  for _, entry in ipairs(div.content) do
    if entry.t == "Div" then entry.classes = { "work" } end
  end
  return div
end

-- Only the page of references shows the list.  For print its entries are written
-- here, since pandoc's own LaTeX for them differs from version to version.
local function Div(div)
  if div.identifier ~= "refs" then return end
  if doc ~= "references" then return {} end
  if pass ~= "latex" then return list_of_works(div) end
  local raw = function(text) return pandoc.RawBlock("latex", text) end
  local out = pandoc.List({ raw("\\begin{bookreferences}") })
  for _, entry in ipairs(div.content) do
    if entry.t == "Div" then
      local first = entry.content[1]
      local anchor = "\\hypertarget{" .. entry.identifier .. "}{}"
      first.content:insert(1, pandoc.RawInline("latex", anchor))
      out:extend(entry.content)
    end
  end
  out:insert(raw("\\end{bookreferences}"))
  return out
end

return { { Meta = Meta }, { Link = Link, Div = Div } }
