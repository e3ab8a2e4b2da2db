// preview.js: what a reference leads to, shown beside it on hover, focus or a
// first tap; and figures that grow when they are tapped.
"use strict";
(function () {
  // ---- what stands behind a reference ----
  // Of this page it is copied; of other pages previews.js has equations and claims.
  const elsewhere = () => window.book_previews ? Promise.resolve(window.book_previews)
    : new Promise((resolve) => {
      const script = document.createElement("script");
      script.src = "previews.js";
      script.onload = () => resolve(window.book_previews);
      script.onerror = () => resolve({});
      document.head.append(script);
    });
  const copy = (element) => {
    const twin = element.cloneNode(true);
    [twin, ...twin.querySelectorAll("[id], [tabindex], button")].forEach((e) => {
      e.removeAttribute("id");
      e.removeAttribute("tabindex");
      if (e.matches("button")) e.remove();
    });
    return twin.outerHTML;
  };
  const content = async (link) => {
    const id = decodeURIComponent(link.hash.slice(1));
    if (!/^(eq|claim|lst|fig):/.test(id)) return "";
    const file = link.getAttribute("href").split("#")[0];
    const there = !file && document.getElementById(id);
    if (there) return copy(there);
    return /^(eq|claim):/.test(id) ? (await elsewhere())[file + "#" + id] || "" : "";
  };

  // ---- the box ----
  const box = document.createElement("aside");
  box.id = "preview";
  box.hidden = true;
  box.setAttribute("role", "tooltip");
  document.body.append(box);
  let owner = null, timer = 0;
  const hide = () => {
    clearTimeout(timer);
    box.hidden = true;
    if (owner) owner.removeAttribute("aria-describedby");
    owner = null;
  };
  const place = (link) => {
    const at = link.getClientRects()[0] || link.getBoundingClientRect();
    const width = Math.min(620, innerWidth - 16);
    box.style.width = width + "px";
    box.style.left = Math.max(8, Math.min(at.left - 40, innerWidth - width - 8)) + scrollX + "px";
    const below = at.bottom + box.offsetHeight + 12 < innerHeight || at.top < box.offsetHeight + 70;
    box.style.top = scrollY + (below ? at.bottom + 6 : at.top - box.offsetHeight - 6) + "px";
  };
  const show = async (link) => {
    const html = await content(link);
    if (!html || owner === link) return Boolean(html);
    hide();
    owner = link;
    box.innerHTML = html;
    box.hidden = false;
    link.setAttribute("aria-describedby", "preview");
    place(link);
    return true;
  };
  const reference = (e) => e.target.closest && e.target.closest("article a.ref[href*='#']");
  const later = (link, wait) => { clearTimeout(timer); timer = setTimeout(() => show(link), wait); };
  document.addEventListener("pointerover", (e) => {
    if (e.pointerType !== "mouse") return;
    const link = reference(e);
    if (link) later(link, 250);
    else if (!box.contains(e.target)) { clearTimeout(timer); timer = setTimeout(hide, 250); }
    else clearTimeout(timer);
  });
  document.addEventListener("focusin", (e) => {
    const link = reference(e);
    if (link && link.matches(":focus-visible")) show(link);
    else if (!box.contains(e.target)) hide();
  });
  document.addEventListener("keydown", (e) => { if (e.key === "Escape") hide(); });

  // A first tap shows, a second one goes there.
  let touched = false;
  document.addEventListener("pointerdown", (e) => {
    touched = e.pointerType === "touch";
    if (!reference(e) && !box.contains(e.target)) hide();
  });
  document.addEventListener("click", async (e) => {
    const link = reference(e);
    if (!link || !touched || owner === link) return;
    e.preventDefault();
    if (!await show(link)) location.href = link.href;
  });

  // ---- figures that grow ----
  if (!window.HTMLDialogElement) return;
  const dialog = document.createElement("dialog");
  dialog.id = "large";
  dialog.setAttribute("aria-label", "The figure, large");
  document.body.append(dialog);
  dialog.addEventListener("click", () => dialog.close());
  document.querySelectorAll(".figure figure").forEach((figure) => {
    const button = document.createElement("button"), number = figure.querySelector(".number");
    const images = [...figure.querySelectorAll("img")];
    button.type = "button";
    button.className = "grow";
    button.textContent = "⤢";
    button.setAttribute("aria-label", "Enlarge " + (number ? number.textContent.replace(/\.$/, "") : "the figure"));
    figure.prepend(button);
    const grow = () => {
      dialog.innerHTML = '<button type="button" class="close" aria-label="Close">×</button>';
      images.forEach((img) => {
        const large = img.cloneNode();
        large.removeAttribute("style");
        dialog.append(large);
      });
      dialog.showModal();
    };
    button.addEventListener("click", grow);
    images.forEach((img) => img.addEventListener("click", grow));
  });
})();
