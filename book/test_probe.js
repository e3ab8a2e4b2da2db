// test_probe.js: what is wrong with a page, as a list of sentences; run inside the
// page by test_pages.py.  The rules are those of the guidelines for accessible pages
// that a program can decide, and the house's own.
"use strict";
(async () => {
  const problems = [];
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const name = (e) => e.outerHTML.slice(0, 90);
  const say = (what, e) => problems.push(what + (e ? ": " + name(e) : ""));
  const first = (what, list) => { if (list.length) say(what + " (" + list.length + ")", list[0]); };
  const shown = (e) => e.getClientRects().length > 0 && getComputedStyle(e).visibility !== "hidden";
  const inMath = (e) => e.closest("math");
  all("details").forEach((d) => { d.open = true; });
  all("img").forEach((i) => { i.loading = "eager"; });
  await document.fonts.ready;
  await new Promise((done) => setTimeout(done, 60));

  // ---- width, formulas, images, network ----
  const width = document.documentElement.scrollWidth;
  if (width > innerWidth) {
    const wide = all("main *").filter((e) => !e.closest(".scroll, .long, pre") &&
      e.getBoundingClientRect().right > innerWidth + 1);
    say("scrolls sideways, " + width + " px", wide[wide.length - 1] || document.body);
  }
  const maths = all("math");
  first("a formula has no width", maths.filter((m) => shown(m) && m.getBoundingClientRect().width < 1));
  const text = all("p").map((p) => {
    const c = p.cloneNode(true);
    all("annotation, code", c).forEach((a) => a.remove());
    return c.textContent;
  }).join(" ");
  if (/\$\S|\\\(|\\frac|\\mathrm/.test(text)) say("raw TeX in the text");
  for (const img of document.images) await img.decode().catch(() => say("an image does not load", img));
  first("an image has no size", all("article img").filter((i) => !i.getAttribute("width") || !i.getAttribute("height")));
  first("an address of another host is loaded", all("[src], link[href]").filter((e) =>
    /^(https?:)?\/\//.test(e.getAttribute("src") || e.getAttribute("href"))));

  // ---- names and words ----
  const label = (e) => {
    const by = (e.getAttribute("aria-labelledby") || "").split(" ").map((id) => document.getElementById(id));
    return (e.getAttribute("aria-label") || by.filter(Boolean).map((b) => b.textContent).join(" ") ||
      (e.labels && e.labels.length && e.labels[0].textContent) || e.textContent ||
      all("img", e).map((i) => i.alt).join("") || e.title || "").trim();
  };
  first("has no name", all("button, a[href], input, select, textarea, [role=button], [role=slider]")
    .filter((e) => shown(e) && !label(e)));
  first("an image without words", all("img").filter((i) => !i.alt.trim()));
  first("the words of an image hold TeX or a reference", all("img").filter((i) => /[\\$]|@\w+:|plot:/.test(i.alt)));
  if (!document.documentElement.lang) say("the page names no language");
  if (!document.title) say("the page has no title");
  const view = document.querySelector("meta[name=viewport]");
  if (!view || /user-scalable=no|maximum-scale/.test(view.content)) say("the page forbids to enlarge it");

  // ---- ids, roles and states ----
  const ids = all("[id]").map((e) => e.id);
  first("an id stands twice", all("[id]").filter((e) => ids.indexOf(e.id) !== ids.lastIndexOf(e.id)));
  const roles = new Set(("button dialog group img list listitem navigation note region search status tooltip " +
    "slider application presentation none switch radio radiogroup doc-bibliography checkbox math tab tablist " +
    "tabpanel toolbar alert log figure doc-biblioref doc-toc").split(" "));
  first("a role that is unknown or withdrawn", all("[role]").filter((e) => !roles.has(e.getAttribute("role"))));
  const states = new Set(("label labelledby describedby controls expanded current hidden live valuenow valuemin " +
    "valuemax valuetext pressed checked selected haspopup modal atomic orientation keyshortcuts roledescription " +
    "disabled busy").split(" ").map((s) => "aria-" + s));
  first("an aria attribute that does not exist", all("*").filter((e) => !inMath(e) &&
    [...e.attributes].some((a) => a.name.startsWith("aria-") && !states.has(a.name))));
  for (const kind of ["aria-controls", "aria-labelledby", "aria-describedby"]) {
    first(kind + " leads nowhere", all("[" + kind + "]").filter((e) =>
      e.getAttribute(kind).split(" ").some((id) => !document.getElementById(id))));
  }
  first("hidden from readers but in the order of keys", all("[aria-hidden=true]").filter((e) =>
    shown(e) && (e.matches("a[href]:not([tabindex='-1']), button") || e.querySelector("a[href]:not([tabindex='-1']), button"))));
  first("changes the order of keys", all("[tabindex]").filter((e) => e.tabIndex > 0));

  // ---- structure ----
  const headings = all("h1, h2, h3, h4, h5, h6").filter(shown);
  if (all("h1").length !== 1) say("there is not one h1 but " + all("h1").length);
  headings.forEach((h, i) => {
    if (i && +h.tagName[1] > +headings[i - 1].tagName[1] + 1) say("a heading skips a level", h);
  });
  if (all("main").length !== 1) say("there is not one main");
  const navs = all("nav").map((n) => n.getAttribute("aria-label"));
  if (navs.some((n) => !n) || new Set(navs).size < navs.length) say("two landmarks have one name");
  first("text outside all landmarks", [...document.body.children].filter((e) => shown(e) && e.textContent.trim() &&
    !e.matches("header, footer, main, nav, aside, dialog, script, .skip, .frame")));
  first("a column without a name", all("th").filter((t) => !t.textContent.trim()));
  first("a list holds something else", all("ul, ol").filter((l) => [...l.children].some((c) => !c.matches("li, script, template"))));
  first("what scrolls cannot be reached by keyboard", all("main *").filter((e) => shown(e) && !inMath(e) &&
    e.scrollWidth > e.clientWidth && e.clientWidth > 0 &&
    /auto|scroll/.test(getComputedStyle(e).overflowX) && e.tabIndex < 0 &&
    !e.querySelector("a[href], button, [tabindex='0']")));

  // ---- colours: light of a colour, and the ratio of two ----
  const colour = (text) => {
    const m = text.match(/[\d.]+/g).map(Number);
    const whole = /^color\(/.test(text) ? 255 : 1;
    return [m[0] * whole, m[1] * whole, m[2] * whole, m.length > 3 ? m[3] : 1];
  };
  const over = (a, b) => [0, 1, 2].map((k) => a[k] * a[3] + b[k] * (1 - a[3])).concat(1);
  const light = (c) => c.slice(0, 3).map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, k) => sum + v * [0.2126, 0.7152, 0.0722][k], 0);
  const behind = (e) => {
    const layers = [];
    for (let b = e; b; b = b.parentElement) layers.push(colour(getComputedStyle(b).backgroundColor));
    return layers.reverse().reduce((under, c) => over(c, under), [255, 255, 255, 1]);
  };
  const contrast = (e) => {
    const paper = behind(e), ink = over(colour(getComputedStyle(e).color), paper);
    const [a, b] = [light(ink), light(paper)].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  };
  const texts = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || e.closest("script, style, annotation, [hidden]")) continue;
    const style = getComputedStyle(e);
    const key = [style.color, style.fontSize, style.fontWeight, e.className, e.closest("[class]") && e.closest("[class]").className].join();
    if (!texts.has(key) && shown(e)) texts.set(key, e);
  }
  for (const e of texts.values()) {
    const style = getComputedStyle(e), size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && +style.fontWeight >= 700);
    if (contrast(e) < (large ? 3 : 4.5) - 0.01) say("too little contrast, " + contrast(e).toFixed(2), e);
  }
  // A link among words must be told from them by more than its colour.
  first("a link in a text is not underlined", all("main p a[href], main li a[href], main dd a[href], main td a[href]")
    .filter((a) => {
      const block = a.closest("p, li, dd, td");
      const words = block.textContent.trim().length > a.textContent.trim().length + 3;
      const line = getComputedStyle(a).textDecorationLine.includes("underline");
      return shown(a) && words && !line && !a.matches(".number, .contents-list a, .road a, .begin a, .index-list a") &&
        !a.closest(".head") && getComputedStyle(a).display.startsWith("inline") && !a.closest("nav, .claim-head");
    }));
  first("too small to hit", all("button, input, select, summary").filter((e) => {
    const box = e.getBoundingClientRect();
    return shown(e) && (box.width < 24 || box.height < 24) && e.type !== "range" && e.type !== "checkbox" && e.type !== "radio";
  }));
  return { problems, formulas: maths.length, figures: document.images.length };
})()
