// Colours, the way to the search, previews of citations, the way back, copying, old addresses; all else works without.
(() => {
  "use strict";
  const doc = document, root = doc.documentElement, KEY = "sourcebook-theme";
  const theme = (name) => { if (name) root.dataset.theme = name; else delete root.dataset.theme; };
  let kept = "";
  try { kept = localStorage.getItem(KEY) || ""; } catch { /* storage is closed to us */ }
  theme(kept); // before the first paint

  function colours() {
    const choice = doc.getElementById("theme");
    if (!choice) return;
    choice.value = kept;
    choice.parentNode.hidden = false;
    choice.addEventListener("change", () => {
      theme(choice.value);
      try { localStorage.setItem(KEY, choice.value); } catch { /* for this page only */ }
    });
  }

  // Ctrl+K or ⌘K leads to the search.
  doc.addEventListener("keydown", (e) => {
    const field = doc.querySelector("input[name=q]");
    if (!field || e.key !== "k" || !(e.ctrlKey || e.metaKey) || e.shiftKey || e.altKey) return;
    e.preventDefault();
    field.focus();
    field.select();
  });

  const CITE = "a[role=doc-biblioref]";
  // What the page's own list says of a citation, without the ways back.
  function entry(link) {
    const item = doc.getElementById(link.hash.slice(1));
    if (!item) return "";
    const copy = item.cloneNode(true);
    copy.querySelectorAll(".uses").forEach((e) => e.remove());
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  function previews(main) {
    let tip, link, timer;
    const later = (act, ms) => { clearTimeout(timer); timer = setTimeout(act, ms); };
    const hide = () => {
      clearTimeout(timer);
      if (link) link.removeAttribute("aria-describedby");
      if (tip) tip.hidden = true;
      link = null;
    };
    const show = (of) => {
      hide();
      const text = entry(of);
      if (!text) return;
      if (!tip) {
        tip = doc.createElement("div");
        tip.id = "preview";
        tip.setAttribute("role", "tooltip");
        tip.addEventListener("pointerenter", () => clearTimeout(timer));
        tip.addEventListener("pointerleave", () => later(hide, 300));
        main.append(tip);
      }
      link = of;
      tip.textContent = text;
      tip.hidden = false;
      link.setAttribute("aria-describedby", tip.id);
      const at = link.getBoundingClientRect(), in_ = main.getBoundingClientRect();
      const left = Math.min(Math.max(8, at.left - 16), root.clientWidth - tip.offsetWidth - 8);
      const above = at.bottom + tip.offsetHeight + 8 > innerHeight && at.top > tip.offsetHeight;
      tip.style.left = left - in_.left + "px";
      tip.style.top = (above ? at.top - tip.offsetHeight - 4 : at.bottom + 4) - in_.top + "px";
    };
    const on = (type, act) => main.addEventListener(type, (e) => {
      const of = e.target.closest && e.target.closest(CITE);
      if (of && e.pointerType !== "touch") act(of);
    });
    const soon = (of) => of === link ? clearTimeout(timer) : later(() => show(of), 400);
    on("pointerover", soon);
    on("focusin", soon);
    on("pointerout", () => later(hide, 300));
    on("focusout", () => later(hide, 300));
    doc.addEventListener("keydown", (e) => { if (e.key === "Escape") hide(); });
    on("click", (of) => {
      hide();
      doc.querySelectorAll(".uses [aria-current]").forEach((e) => e.removeAttribute("aria-current"));
      const back = doc.querySelector('.uses a[href="#' + of.id + '"]');
      if (back) back.setAttribute("aria-current", "location");
    });
  }

  function copying(main) {
    const said = doc.createElement("p");
    said.className = "hidden";
    said.setAttribute("role", "status");
    main.append(said);
    main.querySelectorAll("button.copy").forEach((button) => {
      const passage = button.closest(".passage"), cite = passage && passage.querySelector(CITE);
      if (!cite) return;
      button.hidden = false;
      button.addEventListener("click", async () => {
        const where = passage.querySelector(".permalink").href;
        const text = entry(cite) + " " + doc.title + (/^http/.test(where) ? ", " + where : "") + ".";
        try {
          await navigator.clipboard.writeText(text);
        } catch {
          const area = doc.createElement("textarea");
          area.value = text;
          main.append(area);
          area.select();
          doc.execCommand("copy");
          area.remove();
          button.focus();
        }
        said.textContent = button.dataset.done + ": " + text;
        button.classList.add("done");
        setTimeout(() => button.classList.remove("done"), 2000);
      });
    });
  }

  // A list of what stands on several pages has an entry under the name of each: go on to the thing itself.
  function onward() {
    const at = location.hash && doc.getElementById(location.hash.slice(1));
    if (at && at.matches(".whole li, .whole-index dt")) location.replace(at.querySelector("a").href);
  }

  doc.addEventListener("DOMContentLoaded", () => {
    const main = doc.getElementById("main");
    colours();
    if (!main) return;
    previews(main);
    copying(main);
    onward();
  });
  addEventListener("hashchange", onward);
})();
