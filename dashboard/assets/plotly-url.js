"use strict";

// Dash loads plotly.js from the address in window._dashPlotlyJSURL when the first chart appears, and
// sets that address itself once it has started. The page names our smaller bundle in a link element
// (rel "preload" or "prefetch", id "plotly-js"); here its address is pinned, and what Dash says later
// is not heard. Without the link Dash keeps its own full copy: slower, not broken.
(function () {
  const link = document.getElementById("plotly-js");
  if (!link) return;
  const address = link.href;
  Object.defineProperty(window, "_dashPlotlyJSURL", {
    get: () => address,
    set: () => {},
  });
})();
