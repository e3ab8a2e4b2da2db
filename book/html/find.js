// find.js: the search.  Its index is one script beside the pages, read when it is
// wanted.  Accents, dashes, capitals and underscores do not matter, and a word that
// the book does not know is taken for the nearest one that it knows.
"use strict";
(function () {
  const input = document.getElementById("search"), found = document.getElementById("found");
  const said = document.getElementById("said"), list = found.querySelector("ol");
  if (matchMedia("(max-width: 40rem)").matches) input.placeholder = "Search";

  // ---- words ----
  const bare = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "");
  const lower = (text) => bare(text).replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2").toLowerCase();
  const words = (text) => lower(text).match(/[\p{L}\p{N}]+/gu) || [];
  // Names of several words can be typed as one: wigner_d is also wignerd.
  const joined = (text) => (bare(text).match(/[\p{L}\p{N}]+(?:[_\p{Pd}’'][\p{L}\p{N}]+)+/gu) || [])
    .map((name) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ""));
  const WEIGHT = { glossary: 36, chapter: 32, section: 26, function: 24, term: 20, equation: 14,
    claim: 12, figure: 8, listing: 6 };
  const known = new Map();
  const read = ([kind, address, where, title, text]) => {
    const names = words(title), parts = [...words(text), ...joined(text)];
    const all = new Set([...names, ...joined(title)]);
    for (const w of [...all, ...parts]) known.set(w, (known.get(w) || 0) + 1);
    return { kind, address, where, title, text, all, name: names.join(" "),
      rest: " " + parts.join(" ") + " " };
  };
  let loading = null;
  const index = () => loading || (loading = new Promise((resolve) => {
    const script = document.createElement("script");
    script.src = "search.js";
    script.onload = () => resolve(window.book_search.map(read));
    document.head.append(script);
  }));

  // ---- misspelt words ----
  // Letters that are missing, too many, wrong or exchanged, up to a limit.
  const distance = (a, b, limit) => {
    if (Math.abs(a.length - b.length) > limit) return limit + 1;
    let before = [], last = [...Array(b.length + 1).keys()];
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        const same = a[i - 1] === b[j - 1];
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
          row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > limit) return limit + 1;
      before = last;
      last = row;
    }
    return last[b.length];
  };
  const begins = (w) => { for (const k of known.keys()) if (k.startsWith(w)) return true; return false; };
  const nearest = (w) => {
    if (w.length < 4 || begins(w)) return w;
    const limit = w.length < 6 ? 1 : 2;
    let best = w, cost = limit + 1;
    for (const [k, times] of known) {
      const d = distance(w, k, limit) - Math.min(times, 999) / 1000;
      if (k.length > 2 && d < cost && d <= limit) { best = k; cost = d; }
    }
    return best;
  };

  // ---- which entries, and in which order ----
  const inTitle = (e, w) => {
    if (e.all.has(w)) return 60;
    if (w.length < 2) return 0;
    for (const t of e.all) if (t.startsWith(w)) return 40;
    return 0;
  };
  const inText = (e, w) => {
    const whole = e.rest.split(" " + w + " ").length - 1;
    if (whole) return 6 + Math.min(whole, 12);
    return w.length > 2 && e.rest.includes(" " + w) ? 4 : 0;
  };
  const score = (e, wanted) => {
    let sum = 0, hits = 0;
    for (const w of wanted) {
      const s = inTitle(e, w) || inText(e, w);
      sum += s;
      hits += s > 0;
    }
    if (!hits) return null;
    const phrase = wanted.join(" "), close = wanted.join("");
    if (e.name === phrase || e.all.has(close)) sum += 150;
    else if (e.name.startsWith(phrase)) sum += 60;
    else if (e.name.includes(phrase)) sum += 40;
    else if (wanted.length > 1 && e.rest.includes(" " + phrase + " ")) sum += 20;
    return { e, hits, score: sum + (WEIGHT[e.kind] || 0) };
  };
  const ranked = (entries, wanted) => {
    const hits = entries.map((e) => score(e, wanted)).filter(Boolean);
    const most = Math.max(0, ...hits.map((h) => h.hits));
    return hits.filter((h) => h.hits === most).sort((a, b) => b.score - a.score)
      .slice(0, 14).map((h) => h.e);
  };

  // ---- what is shown and said ----
  const escaped = (s) => s.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }[c]));
  const marked = (text, wanted) => text.split(/([\p{L}\p{N}]+)/u).map((part) =>
    words(part).some((t) => wanted.some((w) => t.startsWith(w) && (w.length > 1 || t === w)))
      ? "<mark>" + escaped(part) + "</mark>" : escaped(part)).join("");
  const excerpt = (text, wanted) => {
    const at = Math.max(0, bare(text).toLowerCase().indexOf(wanted[0]) - 50);
    const from = at ? text.indexOf(" ", at) + 1 : 0;
    return (from ? "… " : "") + text.slice(from, from + 130);
  };
  const row = (wanted) => (e) => '<li><a href="' + escaped(e.address) + '"><span class="kind">' + e.kind +
    "</span> " + marked(e.title, wanted) + "<small>" + escaped(e.where) + "</small>" +
    (e.text ? "<small>" + marked(excerpt(e.text, wanted), wanted) + "</small>" : "") + "</a></li>";
  const search = async () => {
    const typed = words(input.value);
    if (!typed.length) { found.hidden = true; return; }
    const entries = await index();
    const wanted = typed.map((w, i) => (i === typed.length - 1 && begins(w) ? w : nearest(w)));
    const hits = ranked(entries, wanted);
    list.innerHTML = hits.map(row(wanted)).join("");
    const instead = wanted.join(" ") === typed.join(" ") ? "" : "Showing “" + wanted.join(" ") + "”: ";
    said.textContent = hits.length ? instead + hits.length + (hits.length === 1 ? " result" : " results")
      : "Nothing found";
    found.hidden = false;
  };
  input.addEventListener("input", search);
  input.addEventListener("focus", search);

  // ---- keys ----
  const items = () => [...found.querySelectorAll("a")];
  const step = (by) => {
    const all = items(), at = all.indexOf(document.activeElement) + by;
    (at < 0 ? input : all[Math.min(at, all.length - 1)]).focus();
  };
  document.addEventListener("keydown", (e) => {
    const inside = document.activeElement === input || found.contains(document.activeElement);
    if (e.key === "/" && !document.activeElement.matches("input, textarea, select")) {
      e.preventDefault();
      input.focus();
    }
    if (!inside) return;
    if (e.key === "Escape") { found.hidden = true; input.focus(); input.blur(); }
    if ((e.key === "ArrowDown" || e.key === "ArrowUp") && !found.hidden) {
      e.preventDefault();
      step(e.key === "ArrowDown" ? 1 : -1);
    }
    if (e.key === "Enter" && document.activeElement === input && items()[0]) items()[0].click();
  });
  document.addEventListener("click", (e) => {
    if (!e.target.closest(".search") || e.target.closest("#found a")) found.hidden = true;
  });
})();
