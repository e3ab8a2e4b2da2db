-- mathml.lua: pandoc's MathML with its slips mended.
--
-- Pandoc writes \ell and \sin as operators, upright letters as italic ones and
-- every bare parenthesis as one that stretches; browsers then space and size
-- them badly.

local mathml = {}
local cache = {}

local functions = { sin = 1, cos = 1, tan = 1, exp = 1, log = 1, ln = 1, det = 1,
  dim = 1, ker = 1, max = 1, min = 1, arg = 1, lim = 1, arccos = 1, arcsin = 1,
  arctan = 1, sinh = 1, cosh = 1, tanh = 1, deg = 1, gcd = 1, sup = 1, inf = 1,
  tr = 1, diag = 1, sign = 1, span = 1, im = 1, Pr = 1, rank = 1, ad = 1, Ad = 1 }

local capitals = "ΓΔΘΛΞΠΣΥΦΨΩ"
local before_a_sign = { "(", "[", "{", ",", "=", "&lt;", "&gt;", "≤", "≥", "≠", "≈", "→",
  "↦", "⟨", "±" }

local function join_letters(inner)
  -- <mi>t</mi><mi>r</mi> inside \mathrm becomes one upright word.
  local word = inner:gsub("<mi[^>]*>([^<]*)</mi>", "%1")
  if not word:find("<") then
    return '<mi mathvariant="normal">' .. word .. "</mi>"
  end
  return (inner:gsub("<mi>", '<mi mathvariant="normal">'))
end

-- The sign of application: where a name stands in or under a script it would be
-- a child too many; elsewhere browsers give it no space, so `log 2` gets one.
local thin = '<mspace width="0.17em"/>'
local function apply_names(html)
  html = html:gsub("<mo>&#8289;</mo>(</m)", "%1"):gsub("<mo>&#8289;</mo>(<annotation)", "%1")
  for _, tag in ipairs({ "msub", "msup", "msubsup", "munder", "munderover" }) do
    html = html:gsub("(<" .. tag .. "><mi>%a+</mi>)<mo>&#8289;</mo>", "%1")
  end
  for _, tag in ipairs({ "mi", "mn", "mfrac", "msqrt", "msub", "msup", "msubsup" }) do
    html = html:gsub("(<mo>&#8289;</mo>)(<" .. tag .. "[ >])", "%1" .. thin .. "%2")
  end
  for _, tag in ipairs({ "mi", "mn", "mfrac", "msqrt", "msub", "msup", "msubsup", "mrow" }) do
    html = html:gsub("(</" .. tag .. ">)(<mi>%a+</mi><mo>&#8289;</mo>)", "%1" .. thin .. "%2")
  end
  return html
end

-- Brackets stretch only around what is tall: stretched ones stand apart.
local function plain_brackets(html)
  local open, at = {}, 1
  while true do
    local from, to, form = html:find('<mo stretchy="true" form="(%a+)">', at)
    if not from then return html end
    if form == "prefix" then
      open[#open + 1] = from
    elseif form == "postfix" and #open > 0 then
      local first = table.remove(open)
      local inside = html:sub(first, from - 1)
      if not inside:find("<mfrac") and not inside:find("<mtable") and not inside:find("<munder") and
        not inside:find("<msqrt") and not inside:find("<mover") then
        -- As long as "true", so that places found before stay right.
        html = html:sub(1, first - 1) .. html:sub(first, from - 1):gsub('"true" ', '"none" ', 1) ..
          html:sub(from):gsub('"true" ', '"none" ', 1)
      end
    end
    at = to + 1
  end
end

-- ---- scripts ----
-- In sub- and superscripts signs stand close, as in TeX; a browser spaces them
-- as it does on the line.
local scripted = { msub = 1, msup = 1, msubsup = 1, munder = 1, mover = 1, munderover = 1 }

-- Whether the element that begins now stands in a script.
local function in_script(open)
  local parent = open[#open]
  if not parent then return false end
  parent.children = parent.children + 1
  return parent.script or (scripted[parent.name] ~= nil and parent.children > 1)
end

local function close_scripts(html)
  local open = {}
  return (html:gsub("<(/?)(%a+)([^>]*)>", function(closing, name, rest)
    if closing == "/" then
      open[#open] = nil
      return nil
    end
    local script = in_script(open)
    if not rest:find("/$") then open[#open + 1] = { name = name, children = 0, script = script } end
    if name == "mo" and script and not rest:find("space=") then
      return '<mo lspace="0" rspace="0"' .. rest .. ">"
    end
  end))
end

local function mend(html, tex)
  html = html:gsub("<mo>ℓ</mo>", "<mi>ℓ</mi>")
  html = html:gsub("<mo>(%a+)</mo>", function(name)
    if functions[name] then return "<mi>" .. name .. "</mi><mo>&#8289;</mo>" end
  end)
  html = apply_names(html)
  html = html:gsub('<mstyle mathvariant="normal">(.-)</mstyle>', join_letters)
  html = html:gsub("<mi>([^<%w][^<]?)</mi>", function(letter)
    if capitals:find(letter, 1, true) then
      return '<mi mathvariant="normal">' .. letter .. "</mi>"
    end
  end)
  -- A minus after an opening sign or a relation is a sign, not a difference.
  for _, before in ipairs(before_a_sign) do
    local sign = before:gsub("%p", "%%%0")
    html = html:gsub("(<mo[^>]*>" .. sign .. "</mo>)<mo>−", '%1<mo form="prefix">−')
  end
  if not tex:find("\\left") and not tex:find("\\[bB]ig") and not tex:find("\\begin") then
    html = html:gsub('stretchy="true" form="(%a+)"', 'stretchy="false" form="%1"')
  end
  html = plain_brackets(html):gsub('stretchy="none"', 'stretchy="false"')
  -- The size of \big and its like is a length to a browser, and needs stretching.
  html = html:gsub('minsize="([%d.]+)" maxsize="[%d.]+" stretchy="false"',
    'minsize="%1em" maxsize="%1em" stretchy="true"')
  html = html:gsub("<mo>%+</mo><mo>=</mo>", "<mo>+=</mo>")
  return close_scripts(html)
end

function mathml.render(element)
  local key = element.mathtype .. element.text
  if not cache[key] then
    local doc = pandoc.Pandoc({ pandoc.Plain({ element }) })
    local html = pandoc.write(doc, "html", { html_math_method = "mathml" })
    if not html:find("<math") then return nil end
    cache[key] = mend(html:gsub("\n$", ""), element.text)
  end
  return cache[key]
end

return mathml
