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

-- Only the page of references shows the list itself.
local function Div(div)
  if div.identifier == "refs" and doc ~= "references" then return {} end
end

return { { Meta = Meta }, { Link = Link, Div = Div } }
