"use strict";

// The traces our charts draw. The core brings scatter; each other trace must be registered here,
// because plotly.js silently draws an unregistered trace as a scatter. BUILD.md says how to rebuild.
const Plotly = require("plotly.js/lib/core");

Plotly.register([require("plotly.js/lib/bar")]);

module.exports = Plotly;
