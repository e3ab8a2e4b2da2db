// book.js: contents on a phone, light and dark, copying, keys; no network.
"use strict";
(function () {
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const typing = () => document.activeElement.matches("input, textarea, select, [contenteditable]");

  // ---- light or dark: the system's choice until the reader makes one ----
  const remember = (value) => {
    try { localStorage.setItem("theme", value); } catch (e) { /* private */ }
  };
  const dark = () => root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  byId("theme").addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    remember(root.dataset.theme);
  });

  // ---- contents: a link without scripts, a button with them ----
  const menu = byId("menu"), contents = byId("contents");
  menu.setAttribute("role", "button");
  menu.setAttribute("aria-controls", "contents");
  const show = (open) => {
    contents.classList.toggle("open", open);
    menu.setAttribute("aria-expanded", String(open));
  };
  show(false);
  menu.addEventListener("click", (e) => {
    e.preventDefault();
    show(!contents.classList.contains("open"));
  });
  menu.addEventListener("keydown", (e) => {
    if (e.key === " ") { e.preventDefault(); menu.click(); }
  });
  contents.addEventListener("click", (e) => {
    if (!e.target.closest("a")) return;
    show(false);
    if (e.target.closest(".close")) { e.preventDefault(); menu.focus(); }
  });
  const here = contents.querySelector("[aria-current]");
  if (here && here.offsetParent) contents.scrollTop = here.offsetTop - 120;

  const links = new Map();
  contents.querySelectorAll("ol ol a").forEach((a) => links.set(decodeURIComponent(a.hash.slice(1)), a));
  const headings = [...document.querySelectorAll("h2[id]")].filter((h) => links.has(h.id));
  const follow = () => {
    let current = null;
    for (const h of headings) if (h.getBoundingClientRect().top < 140) current = h;
    links.forEach((a) => a.classList.remove("here"));
    if (current) links.get(current.id).classList.add("here");
  };
  addEventListener("scroll", follow, { passive: true });
  follow();

  // ---- what scrolls sideways can be reached by keyboard, and nothing else ----
  const wide = (box) => {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  };
  const boxes = document.querySelectorAll("article .scroll, article .long, article pre");
  const watch = new ResizeObserver((seen) => seen.forEach((entry) => wide(entry.target)));
  boxes.forEach((box) => watch.observe(box));
  if (document.fonts) document.fonts.ready.then(() => boxes.forEach(wide));

  // ---- copy ----
  // The end of a header's guard, whose beginning another listing has, stays here.
  const code = (pre) => {
    const text = pre.textContent.replace(/\n?$/, "\n");
    const open = (text.match(/^#\s*if/gm) || []).length, end = (text.match(/^#\s*endif/gm) || []).length;
    return end > open ? text.replace(/\n#\s*endif[^\n]*\n$/, "\n") : text;
  };
  const copied = async (pre) => {
    const text = code(pre);
    try {
      await navigator.clipboard.writeText(text);
    } catch (e) {
      getSelection().selectAllChildren(pre);
      document.execCommand("copy");
    }
  };
  document.querySelectorAll("article pre:not(.change)").forEach((pre) => {
    const block = document.createElement("div"), button = document.createElement("button");
    block.className = "block";
    pre.replaceWith(block);
    button.type = "button";
    button.className = "copy";
    button.textContent = "copy";
    const title = block.parentElement && block.closest(".listing, .output");
    const name = title && title.querySelector(".title");
    button.setAttribute("aria-label", "copy: " + (name ? name.textContent : "this code"));
    button.addEventListener("click", async () => {
      await copied(pre);
      button.textContent = "copied";
      setTimeout(() => { button.textContent = "copy"; }, 1500);
    });
    block.append(pre);
    (title ? title.querySelector(".head") : block).append(button);
  });

  // ---- on paper everything is open and every figure there ----
  addEventListener("beforeprint", () => {
    document.querySelectorAll("details").forEach((d) => { d.open = true; });
    document.querySelectorAll("img[loading]").forEach((i) => { i.loading = "eager"; });
  });

  // ---- keys: left and right lead to the chapters beside this one ----
  document.addEventListener("keydown", (e) => {
    if (e.key === "Escape") show(false);
    if (e.altKey || e.ctrlKey || e.metaKey || e.shiftKey || e.defaultPrevented || typing()) return;
    const own = "[tabindex='0'], .live, dialog, summary"; // they have a use for arrows
    if (document.activeElement.closest(own) || e.target.closest?.(own)) return;
    const to = { ArrowLeft: ".steps .prev", ArrowRight: ".steps .next" }[e.key];
    const link = to && document.querySelector(to);
    if (link) link.click();
  });
})();
