"use strict";

// What the screen does by itself: the filters and the address say the same, tables sort, links are copied.
// The vocabulary (allowed words, the default first) comes with the page; dashboard/shell/address.py reads it too.
(function () {
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const KEYS = ["months", "unit", "org", "measure", "by", "step", "year"];
  const KEPT = ["index"];

  const same = () => window.dash_clientside.no_update;

  function allowed(words, key, measure) {
    return (key === "by" ? words.splits[measure] : words.words[key]) || [];
  }

  function read(search, words) {
    const asked = new URLSearchParams(search || "");
    const view = {};
    for (const key of KEYS) {
      const may = allowed(words, key, view.measure);
      const chosen = asked.get(key);
      view[key] = may.includes(chosen) ? chosen : may.length ? may[0] : "";
    }
    return view;
  }

  function write(view, words, search) {
    const said = new URLSearchParams();
    for (const key of KEYS) {
      const may = allowed(words, key, view.measure);
      if (view[key] && may.includes(view[key]) && view[key] !== may[0]) said.set(key, view[key]);
    }
    const before = new URLSearchParams(search || "");
    for (const key of KEPT) {
      const may = words.words[key] || [];
      if (may.includes(before.get(key)) && before.get(key) !== may[0]) said.set(key, before.get(key));
    }
    const text = said.toString();
    return text ? "?" + text : "";
  }

  function choices(view, words) {
    return (words.splits[view.measure] || []).map((word) => ({ value: word, label: words.labels.by[word] || word }));
  }

  function pageName(pathname) {
    const name = (pathname || "/").replace(/^\//, "").split("/")[0];
    return ["director", "manager", "equity", "measure", "data", "methods"].includes(name) ? name : "none";
  }

  function summary(name, view, words) {
    const stepwise = name === "measure" && words.stepwise.includes(view.measure);
    const said = words.keys
      .filter((key) => !(stepwise && ["months", "unit", "org"].includes(key)))
      .filter((key) => words.pages[key].includes(name))
      .filter((key) => key !== "org" || view[key] !== words.words[key][0])
      .map((key) => ((words.labels[key] || {})[view[key]] || "").trim())
      .filter(Boolean);
    return "Filters: " + said.join(", ");
  }

  function say(text) {
    const status = document.getElementById("status");
    if (status) status.textContent = text;
  }

  let lastPath = null;

  clientside.panel = {
    // Ties the filters to the address, both ways: whichever moved leads.
    tie: function (search, reset, ...rest) {
      const words = rest[rest.length - 1];
      const values = rest.slice(0, -1);
      const moved = clientside.callback_context.triggered.map((t) => t.prop_id.split(".")[0]);
      const byHand = moved.some((id) => id.startsWith("filter-"));
      if (!byHand || moved.includes("url")) {
        const cleared = moved.includes("reset");
        const view = read(cleared ? "" : search, words);
        return [cleared && search ? "" : same(), choices(view, words), ...KEYS.map((key) => view[key])];
      }
      const view = {};
      KEYS.forEach((key, i) => (view[key] = values[i]));
      if (!allowed(words, "by", view.measure).includes(view.by)) view.by = allowed(words, "by", view.measure)[0] || "";
      const next = write(view, words, search);
      return [next === (search || "") ? same() : next, choices(view, words), ...KEYS.map((key) => view[key])];
    },

    // Which filters stand on this page, what the folded button says, and where the links lead.
    dress: function (pathname, search, words) {
      const name = pageName(pathname);
      const view = read(search, words);
      const links = [];
      for (const page of ["director", "manager", "equity", "measure", "data", "methods"]) {
        links.push("/" + page + (search || ""), page === name ? "on" : "");
        const link = document.getElementById("nav-" + page);
        if (link && page === name) {
          link.setAttribute("aria-current", "page");
          link.scrollIntoView({ block: "nearest", inline: "nearest" });
        } else if (link) link.removeAttribute("aria-current");
      }
      const shown = words.keys.some((key) => words.pages[key].includes(name));
      const stepwise = name === "measure" && words.stepwise.includes(view.measure) ? " stepwise" : "";
      return ["filter-row on-" + (shown ? name : "none") + stepwise, summary(name, view, words), ...links];
    },

    fold: function (clicks) {
      const open = (clicks || 0) % 2 === 1;
      return [open ? "true" : "false", open ? "filters open" : "filters"];
    },

    // A page has come: name it, and on a change of page put the focus on its title.
    arrived: function () {
      window.requestAnimationFrame(() => window.requestAnimationFrame(settle));
      return same();
    },
  };

  function settle() {
    const title = document.getElementById("title");
    if (!title) return;
    const county = document.querySelector(".brand");
    document.title = title.textContent + " – " + (county ? county.textContent : "CQI");
    const path = window.location.pathname;
    const moved = lastPath !== null && lastPath !== path;
    lastPath = path;
    const place = document.getElementById(document.body.dataset.returnTo || "");
    document.body.dataset.returnTo = "";
    if (!moved && place && document.activeElement === document.body) {
      // The link that was followed is gone with the old figures: the reader stays at its card.
      const heading = place.querySelector("h2");
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    }
    if (moved) {
      if (!window.location.hash) window.scrollTo(0, 0);
      title.focus({ preventScroll: true });
    }
    say(title.textContent);
    if (window.location.hash.length > 1) {
      const target = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
      if (target) {
        if (target.tagName === "DETAILS") target.open = true;
        target.scrollIntoView();
      }
    }
  }

  function toast(text) {
    const note = document.createElement("div");
    note.className = "toast";
    note.textContent = text;
    document.body.appendChild(note);
    window.setTimeout(() => note.remove(), 2400);
    say(text);
  }

  async function copy(text) {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    const field = document.createElement("textarea");
    field.value = text;
    field.setAttribute("readonly", "");
    document.body.appendChild(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    if (!done) throw new Error("not copied");
  }

  function sortBy(button) {
    const head = button.closest("th");
    const table = head.closest("table");
    const column = Array.from(head.parentNode.children).indexOf(head);
    const upward = head.getAttribute("aria-sort") !== "ascending";
    for (const other of head.parentNode.children) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", upward ? "ascending" : "descending");
    const body = table.tBodies[0];
    const key = (row) => {
      const cell = row.children[column];
      return cell.dataset.sort !== undefined ? cell.dataset.sort : cell.textContent.trim();
    };
    const compare = (a, b) => {
      const x = key(a), y = key(b);
      const numbers = x !== "" && y !== "" && !isNaN(x) && !isNaN(y);
      return numbers ? Number(x) - Number(y) : x.localeCompare(y, "en", { numeric: true });
    };
    const rows = Array.from(body.rows).sort((a, b) => (upward ? compare(a, b) : compare(b, a)));
    rows.forEach((row) => body.appendChild(row));
    say("Sorted by " + button.textContent + ", " + (upward ? "ascending" : "descending"));
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("button.copy-link");
    if (link) {
      const address = window.location.origin + window.location.pathname + window.location.search + "#" + link.dataset.card;
      copy(address).then(() => toast("Link copied"), () => toast("Copy this address: " + address));
      return;
    }
    const button = event.target.closest("button.sort");
    if (button) sortBy(button);
    if (event.target.closest("a.skip")) {
      event.preventDefault();
      document.getElementById("main").focus();
    }
  });
})();
