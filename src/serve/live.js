// Listens to `sourcebook serve`: reloads the page, swaps styles, shows what is wrong. Not part of a built site.
(function () {
  "use strict";
  var own = new URL(document.currentScript.src), page = own.searchParams.get("page"), style = own.searchParams.get("style");
  var box = null, told = null;

  function swap() {
    document.querySelectorAll('link[rel="stylesheet"]').forEach(function (old) {
      var url = new URL(old.href);
      if (url.origin !== own.origin) return;
      url.searchParams.set("live", style);
      var link = old.cloneNode();
      link.href = url.href;
      // The old one goes when the new one is there, so that the page is never without.
      link.onload = link.onerror = function () { old.remove(); };
      old.after(link);
    });
  }

  function show(problem) {
    if (problem === told) return;
    told = problem;
    if (box) box.remove();
    box = null;
    if (!problem) return;
    box = document.createElement("div");
    box.id = "sourcebook-problem";
    var root = box.attachShadow({ mode: "open" }), sheet = new CSSStyleSheet();
    // The page's policy forbids inline styles; a sheet made by script is none.
    sheet.replaceSync(
      ":host{all:initial}section{position:fixed;inset:auto 0 0 0;z-index:2147483647;max-height:70vh;overflow:auto;" +
      "background:#2b1113;color:#fff;border-top:4px solid #f19ba6;padding:1rem 1.5rem;font:15px/1.5 ui-monospace,monospace}" +
      "pre{margin:0;white-space:pre;font:inherit}button{float:right;font:14px system-ui;padding:.4rem .8rem;cursor:pointer}");
    root.adoptedStyleSheets = [sheet];
    var section = document.createElement("section"), close = document.createElement("button"), text = document.createElement("pre");
    section.setAttribute("role", "alert");
    close.textContent = "Close";
    close.onclick = function () { box.remove(); box = null; };
    text.textContent = problem;
    section.append(close, text);
    root.append(section);
    document.documentElement.append(box);
  }

  new EventSource(new URL("events", own)).onmessage = function (event) {
    var now = JSON.parse(event.data);
    if (String(now.page) !== page) {
      page = String(now.page);
      location.reload();
      return;
    }
    if (String(now.style) !== style) {
      style = String(now.style);
      swap();
    }
    show(now.problem);
  };
})();
