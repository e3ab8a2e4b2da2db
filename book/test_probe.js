// test_probe.js: put into a page by test_html.sh; the title says what it saw.
// The page is opened in a window of any width and squeezed into 360 px here.
"use strict";
(async () => {
  const problems = [];
  const frame = document.createElement("iframe");
  const name = location.pathname.split("/").pop().replace(/^probe-/, "");
  frame.style.cssText = "position:fixed;left:0;top:0;width:360px;height:740px;border:0";
  frame.src = name;
  await new Promise((done) => { frame.onload = done; document.body.append(frame); });
  await new Promise((done) => setTimeout(done, 300));
  const doc = frame.contentDocument, win = frame.contentWindow;
  doc.querySelectorAll("details").forEach((d) => { d.open = true; });
  const width = doc.documentElement.scrollWidth;
  if (width > 360) {
    const wide = [...doc.querySelectorAll("main *")].filter((e) => {
      if (e.closest(".scroll, .long, pre")) return false;
      return e.getBoundingClientRect().right > 361;
    });
    const e = wide[wide.length - 1];
    problems.push("scrolls sideways, " + width + " px" + (e ? ": " + e.tagName + "." + e.className + " " + (e.closest("math") || e).textContent.slice(-80) : ""));
  }
  const maths = doc.querySelectorAll("math");
  for (const m of maths) {
    if (m.getBoundingClientRect().width < 1 && m.closest("[hidden]") === null) { problems.push("a formula has no width: " + m.textContent.slice(0, 40)); break; }
  }
  if (/\$\S|\\\(|\\frac|\\mathrm/.test([...doc.querySelectorAll("p")].map((p) => {
    const c = p.cloneNode(true); c.querySelectorAll("annotation, code").forEach((a) => a.remove()); return c.textContent;
  }).join(" "))) problems.push("raw TeX in the text");
  for (const img of doc.querySelectorAll("img")) {
    img.loading = "eager";
    await img.decode().catch(() => problems.push("image " + img.getAttribute("src")));
  }
  for (const e of doc.querySelectorAll("[src], link[href]")) {
    if (/^(https?:)?\/\//.test(e.getAttribute("src") || e.getAttribute("href"))) problems.push("external " + e.outerHTML.slice(0, 80));
  }
  const search = doc.getElementById("search");
  search.value = "the";
  search.dispatchEvent(new win.Event("input"));
  await new Promise((done) => setTimeout(done, 400));
  if (!doc.querySelector("#found a[href]")) problems.push("search finds nothing");
  const unnamed = [...doc.querySelectorAll("button, a[href], input")].filter((e) => !e.textContent.trim() && !e.getAttribute("aria-label") && !e.getAttribute("aria-hidden"));
  if (unnamed.length) problems.push("no name for " + unnamed[0].outerHTML.slice(0, 60));
  document.title = "PROBE " + (problems.length ? problems.join("; ") : "ok, " + maths.length + " formulas, " + doc.images.length + " figures");
})().catch((e) => { document.title = "PROBE " + e; });
