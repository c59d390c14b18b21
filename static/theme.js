// The reader's choice of colours: shown when scripts run, kept where the browser lets us.
(function () {
  "use strict";
  // Ctrl+K or ⌘K leads to the search.
  document.addEventListener("keydown", function (e) {
    var field = document.querySelector("input[name=q]");
    if (!field || e.key !== "k" || !(e.ctrlKey || e.metaKey) || e.shiftKey || e.altKey) return;
    e.preventDefault();
    field.focus();
    field.select();
  });
  var root = document.documentElement, choice = document.getElementById("theme"), key = "sourcebook-theme", kept = "";
  try { kept = localStorage.getItem(key) || ""; } catch (e) { /* storage is closed to us */ }
  function set(theme) {
    if (theme) root.setAttribute("data-theme", theme); else root.removeAttribute("data-theme");
  }
  set(kept);
  if (!choice) return;
  choice.value = kept;
  choice.parentNode.hidden = false;
  choice.addEventListener("change", function () {
    set(choice.value);
    try { localStorage.setItem(key, choice.value); } catch (e) { /* for this page only */ }
  });
})();
