-- boxes.lua: claims with what the tests measured in the margin, and the boxes:
-- corrections, notes, proofs, openings and closings; questions to be guessed.
local page = require("page")
local write = require("write")
local lists = require("lists")
local figures = require("figures")
local List = pandoc.List
local mistake, short = page.mistake, lists.short
local html, raw, written, inlines_of = write.html, write.raw, write.written, write.inlines_of

local boxes = {}

-- ---- claims ----
-- The largest residual in double, and in float where it looks different.
local function measured(id)
  local r, f = page.records[id], page.float_records[id]
  if not r then
    mistake("claim `" .. id .. "` is made by no test of the chapter: claim(\"" .. id ..
      "\", residual, tolerance)", "#claim:" .. id)
    return "unchecked", nil
  end
  for precision, record in pairs({ double = r, float = f }) do
    if record.verdict ~= "passed" then
      mistake("claim `" .. id .. "`: its test " .. record.test .. " fails in " .. precision,
        "#claim:" .. id)
    end
  end
  local second = f and short(f.residual) ~= short(r.residual) and
    "float: " .. short(f.residual) or nil
  if not second and lists.always_double(r, f) then second = "always double" end
  return short(r.residual), second
end

local function claim_head(label, number, title, double, single)
  local note = '<span class="checked" title="largest residual measured by the tests">checked: ' ..
    double .. (single and "<br>" .. single or "") .. "</span>"
  return raw('<p class="claim-head">' .. note .. '<a class="number" href="#' .. label ..
    '">Claim ' .. number .. '</a> <span class="title">' .. written(inlines_of(title)) ..
    "</span></p>")
end

-- "float: 1e-7" as a word and a number in the face of code.
local function latex_residual(text)
  if not text then return "" end
  local name, number = text:match("^(float: )(.*)$")
  return name and name .. "\\notecode{" .. number .. "}" or text
end

local function claim(div)
  local label, title = div.identifier, div.attributes.title or ""
  local id = label:match("^claim:(.+)$")
  if not id then
    mistake("a claim needs a label {.claim #claim:name title=\"...\"}", title)
    return nil
  end
  local number = page.next_number("claim")
  page.define(label, "claim", number, title)
  if page.conf.pass == "collect" then return nil end
  local double, single = measured(id)
  local blocks = List(div.content)
  if html() then
    blocks:insert(1, claim_head(label, number, title, double, single))
    return pandoc.Div(blocks, pandoc.Attr(label, { "claim" }))
  end
  local opening = string.format("\\begin{bookclaim}{%s}{%s}{%s}{%s}{%s}", number,
    written(inlines_of(title)), write.tex_label(label), double, latex_residual(single))
  write.surround(blocks, opening, "\\end{bookclaim}")
  return pandoc.Div(blocks)
end

-- ---- boxes ----
local headings = { correction = "Honest correction", note = "Note", proof = "Proof",
  opening = "", summary = "Summary", conventions = "Conventions", wrongturns = "Wrong turns",
  exercises = "Exercises", wrongturn = "", exercise = "" }

-- A proof gets its closing square from the style; one in the text goes.
local squares = { ["\\square"] = 1, ["\\blacksquare"] = 1, ["\\Box"] = 1, ["\\qed"] = 1,
  ["∎"] = 1, ["□"] = 1 }
local function without_square(block)
  if not write.is_text(block) then return end
  local content = block.content
  local last = content[#content]
  if last and squares[last.text or ""] then
    content:remove()
    while #content > 0 and write.is_space(content[#content]) do content:remove() end
  end
end

-- A note with a title of its own needs no other.
local function box_head(class, title)
  local kind = (class == "note" and title ~= "") and "" or headings[class]
  local words = kind ~= "" and '<span class="kind">' .. kind .. "</span> " or ""
  if title ~= "" then
    words = words .. '<span class="title">' .. written(inlines_of(title)) .. "</span>"
  end
  return raw('<p class="box-head">' .. words .. "</p>")
end

local function begin_proof(first, title)
  if not first or first.t ~= "Para" then return end
  local name = "Proof" .. (title ~= "" and " (" .. title .. ")" or "") .. "."
  first.content = List({ pandoc.Emph({ pandoc.Str(name) }), pandoc.Space() }) .. first.content
end

local function box(div, class)
  local title = div.attributes.title or ""
  local blocks = List(div.content)
  if class == "proof" then without_square(blocks[#blocks]) end
  if html() then
    if class == "correction" or class == "note" then blocks:insert(1, box_head(class, title)) end
    if class == "proof" then begin_proof(blocks[1], title) end
    return pandoc.Div(blocks, pandoc.Attr(div.identifier, { class }))
  end
  write.surround(blocks, "\\begin{book" .. class .. "}{" .. written(inlines_of(title)) .. "}",
    "\\end{book" .. class .. "}")
  return pandoc.Div(blocks, pandoc.Attr(div.identifier, {}))
end

-- ---- [In e3nn: ...]{.aside}: a note in the margin, at the head of a paragraph ----
-- A longer one would run past its paragraph, and into the next note.
local ASIDE = 160
function boxes.aside(span)
  local text = pandoc.utils.stringify(span)
  if utf8.len(text) > ASIDE then
    mistake("a note in the margin has at most " .. ASIDE .. " characters, this one has " ..
      utf8.len(text), text:sub(1, 40))
  end
  if html() then return pandoc.Span(span.content, pandoc.Attr("", { "aside" })) end
  return List({ write.raw_inline("\\bookaside{") }) .. span.content ..
    List({ write.raw_inline("}") })
end

-- ---- guess before you look ----
-- A question, then what the program printed and what it means. On a screen these
-- are folded up until the reader has made a guess.
local function predict(div)
  local blocks = List(div.content)
  local question = blocks[1]
  if not write.is_text(question) or #blocks < 3 then
    mistake("`::: predict` holds a question, the table and its explanation", "::: predict")
    return nil
  end
  if html() then
    question.content = List({ pandoc.Strong({ pandoc.Str("Your guess:") }), pandoc.Space() }) ..
      question.content
    blocks:insert(2, raw("<details><summary>Make your guess, then open</summary>"))
    blocks:insert(raw("</details>"))
    return pandoc.Div(blocks, pandoc.Attr("", { "predict" }))
  end
  question.content = List({ write.raw_inline("\\bookguess{}") }) .. question.content
  blocks:insert(1, raw("\\par\\addvspace{\\medskipamount}"))
  return pandoc.Div(blocks)
end

function boxes.division(div)
  if div.classes:includes("claim") then return claim(div) end
  if div.classes:includes("predict") then return predict(div) end
  if div.classes:includes("picture") then return figures.borrowed(div) end
  for class in pairs(headings) do
    if div.classes:includes(class) then return box(div, class) end
  end
end

return boxes
