// book.js: contents on a phone, light and dark, copy, and search; no network.
"use strict";
(function () {
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);

  // ---- light or dark: the system's choice until the reader makes one ----
  const remember = {
    get() { try { return localStorage.getItem("theme"); } catch (e) { return null; } },
    set(value) { try { localStorage.setItem("theme", value); } catch (e) { /* private */ } },
  };
  const dark = () => root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  if (remember.get()) root.dataset.theme = remember.get();
  byId("theme").addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    remember.set(root.dataset.theme);
  });

  // ---- contents ----
  const menu = byId("menu"), contents = byId("contents");
  const show = (open) => {
    contents.classList.toggle("open", open);
    menu.setAttribute("aria-expanded", String(open));
  };
  menu.addEventListener("click", () => show(!contents.classList.contains("open")));
  contents.addEventListener("click", (e) => { if (e.target.closest("a")) show(false); });
  const here = contents.querySelector("[aria-current]");
  if (here && here.offsetParent) here.scrollIntoView({ block: "nearest" });

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

  // ---- copy ----
  document.querySelectorAll("article pre:not(.change)").forEach((pre) => {
    const block = document.createElement("div");
    block.className = "block";
    pre.replaceWith(block);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "copy";
    button.setAttribute("aria-label", "Copy this code");
    button.addEventListener("click", async () => {
      const text = pre.innerText.replace(/\n?$/, "\n");
      try {
        await navigator.clipboard.writeText(text);
      } catch (e) {
        const range = document.createRange();
        range.selectNodeContents(pre);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        document.execCommand("copy");
      }
      button.textContent = "copied";
      setTimeout(() => { button.textContent = "copy"; }, 1500);
    });
    pre.tabIndex = 0;
    block.append(pre);
    const head = block.closest(".listing, .output");
    (head ? head.querySelector(".head") : block).append(button);
  });

  // ---- search: the index is one script beside the pages, read when wanted ----
  const input = byId("search"), found = byId("found");
  if (matchMedia("(max-width: 40rem)").matches) input.placeholder = "Search";
  let loading = null;
  const index = () => loading || (loading = new Promise((resolve) => {
    const script = document.createElement("script");
    script.src = "search.js";
    script.onload = () => resolve(window.book_search);
    document.head.append(script);
  }));
  const escaped = (s) => s.replace(/[&<>]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" }[c]));
  const marked = (text, words) => {
    const pattern = new RegExp("(" + words.map((w) => w.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|") + ")", "gi");
    return text.split(pattern).map((part, i) => (i % 2 ? "<mark>" + escaped(part) + "</mark>" : escaped(part))).join("");
  };
  const score = (entry, words) => {
    const title = entry[2].toLowerCase(), text = entry[3].toLowerCase();
    let sum = 0;
    for (const w of words) {
      const inTitle = title.includes(w), times = text.split(w).length - 1;
      if (!inTitle && !times) return 0;
      sum += (inTitle ? 50 : 0) + Math.min(times, 20);
    }
    return sum;
  };
  const excerpt = (text, words) => {
    const at = Math.max(0, text.toLowerCase().indexOf(words[0]) - 50);
    return (at ? "… " : "") + text.slice(at, at + 140);
  };
  const search = async () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    if (!words.length) { found.hidden = true; return; }
    const hits = (await index()).map((e) => [score(e, words), e]).filter((h) => h[0])
      .sort((a, b) => b[0] - a[0]).slice(0, 12);
    found.innerHTML = hits.map(([, e]) => '<li><a href="' + e[0] + '">' + marked(e[2], words) +
      "<small>" + escaped(e[1]) + "</small><small>" + marked(excerpt(e[3], words), words) + "</small></a></li>").join("") ||
      "<li><a>Nothing found</a></li>";
    found.hidden = false;
  };
  input.addEventListener("input", search);
  input.addEventListener("focus", search);
  const items = () => [...found.querySelectorAll("a[href]")];
  document.addEventListener("keydown", (e) => {
    const typing = /^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName);
    if (e.key === "/" && !typing) { e.preventDefault(); input.focus(); }
    if (e.key === "Escape") { found.hidden = true; show(false); if (typing) input.blur(); }
    if ((e.key === "ArrowDown" || e.key === "ArrowUp") && !found.hidden) {
      const list = items(), at = list.indexOf(document.activeElement);
      if (at < 0 && document.activeElement !== input) return;
      e.preventDefault();
      const to = at + (e.key === "ArrowDown" ? 1 : -1);
      (to < 0 ? input : list[Math.min(to, list.length - 1)]).focus();
    }
    if (e.key === "Enter" && document.activeElement === input && items()[0]) items()[0].click();
  });
  document.addEventListener("click", (e) => { if (!e.target.closest(".search")) found.hidden = true; });
  found.addEventListener("click", (e) => { if (e.target.closest("a[href]")) found.hidden = true; });
})();
