"use strict";

// A chart is drawn for the width it has on screen. Before it is printed its drawing is told its own size, so that
// the style sheet can scale it to the paper as it would a picture.
(function () {
  window.addEventListener("beforeprint", () => {
    for (const drawing of document.querySelectorAll(".js-plotly-plot .main-svg")) {
      const width = drawing.getAttribute("width"), height = drawing.getAttribute("height");
      if (width && height) drawing.setAttribute("viewBox", "0 0 " + parseFloat(width) + " " + parseFloat(height));
    }
  });
})();
