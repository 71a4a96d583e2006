"use strict";

// What the screen does by itself: the filters and the address say the same, tables sort, links are copied.
// Pages, keys and allowed words (the default first) come with the page, in the store "vocabulary", from
// dashboard/shell/filters.py. No page, key or control is named here, and every output is answered by its id.
(function () {
  const clientside = (window.dash_clientside = window.dash_clientside || {});

  const same = () => window.dash_clientside.no_update;

  // The answer of a callback: what stands in `answers` under "id.property", in the order that was asked for.
  function answered(answers) {
    const asked = [clientside.callback_context.outputs_list].flat();
    const found = asked.map(({ id, property }) => {
      const name = id + "." + property;
      return name in answers ? answers[name] : same();
    });
    return found.length === 1 ? found[0] : found;
  }

  const given = (name) => clientside.callback_context.inputs[name];
  const vocabulary = () => clientside.callback_context.states["vocabulary.data"];

  function allowed(key, view) {
    return (key.led_by ? key.words[view[key.led_by]] : key.words) || [];
  }

  // What is chosen, a word a key: what is not allowed gives way to the first word that is.
  function chosen(said, words) {
    const view = {};
    for (const key of words.keys) {
      const may = allowed(key, view);
      view[key.id] = may.includes(said[key.id]) ? said[key.id] : may.length ? may[0] : "";
    }
    return view;
  }

  function read(search, words) {
    const asked = new URLSearchParams(search || "");
    return chosen(Object.fromEntries(words.keys.map((key) => [key.id, asked.get(key.id)])), words);
  }

  function write(view, words) {
    const said = new URLSearchParams();
    for (const key of words.keys) {
      if (view[key.id] && view[key.id] !== allowed(key, view)[0]) said.set(key.id, view[key.id]);
    }
    const text = said.toString();
    return text ? "?" + text : "";
  }

  function choices(key, view) {
    return allowed(key, view).map((word) => ({ value: word, label: key.labels[word] || word }));
  }

  function pageAt(pathname, words) {
    return words.pages.find((page) => page.path === pathname) || { keys: [] };
  }

  // The controls that stand on a page: those it lists, less those that do not bear on what is chosen there.
  function standing(page, view, words) {
    const leads = words.idle.led_by;
    const idle = (page.keys.includes(leads) && words.idle.keys[view[leads]]) || [];
    const stands = (key) => page.keys.includes(key.beside || key.id) && !idle.includes(key.id);
    return words.keys.filter((key) => stands(key) && (!key.beside || allowed(key, view).length));
  }

  function summary(keys, view) {
    const said = keys
      .filter((key) => !keys.some((other) => other.beside === key.id))
      .filter((key) => key.named || view[key.id] !== allowed(key, view)[0])
      .map((key) => (key.labels[view[key.id]] || "").trim())
      .filter(Boolean);
    return sentence("filters", { chosen: said.join(", ") });
  }

  // The sentences come whole with the page (dashboard/shell/browser_words.py); only their places are filled here.
  function sentence(name, places) {
    const status = document.getElementById("status");
    const said = status ? JSON.parse(status.dataset.said)[name] : "";
    return said.replace(/\{(\w+)\}/g, (whole, place) => (place in places ? places[place] : whole));
  }

  function say(text) {
    const status = document.getElementById("status");
    if (status) status.textContent = text;
  }

  let lastPath = null;
  let known = null;
  let lastSaid = "";

  // A callback that breaks says so on the page, as one that the server could not answer does (failures.js).
  function told(callback) {
    return function (...values) {
      try {
        return callback(...values);
      } catch (error) {
        window.dispatchEvent(new CustomEvent("callback-failed"));
        throw error;
      }
    };
  }

  clientside.panel = {
    // Ties the filters to the address, both ways: whichever moved leads.
    tie: told(function () {
      const words = vocabulary();
      const controls = words.keys.filter((key) => key.control);
      const search = given("url.search") || "";
      const moved = clientside.callback_context.triggered.map((t) => t.prop_id.split(".")[0]);
      const byHand = controls.some((key) => moved.includes(key.control)) && !moved.includes("url");
      const said = read(moved.includes("reset") ? "" : search, words);
      if (byHand) for (const key of controls) said[key.id] = given(key.control + ".value");
      const view = chosen(said, words);
      const next = byHand ? write(view, words) : moved.includes("reset") ? "" : search;
      const answers = { "url.search": next === search ? same() : next };
      if (next !== search) waiting(true);
      for (const key of controls) {
        answers[key.control + ".value"] = view[key.id];
        if (key.led_by) answers[key.control + ".options"] = choices(key, view);
      }
      return answered(answers);
    }),

    // Which filters stand on this page, what the folded button says, and where the links lead.
    dress: told(function () {
      const words = (known = vocabulary());
      const search = given("url.search") || "";
      const here = pageAt(given("url.pathname"), words);
      const view = read(search, words);
      const keys = standing(here, view, words);
      const answers = { "filter-row.hidden": keys.length === 0, "fold.children": summary(keys, view) };
      for (const key of words.keys) answers[key.field + ".hidden"] = !keys.includes(key);
      for (const page of words.pages) {
        answers[page.link + ".href"] = page.path + search;
        answers[page.link + ".className"] = page === here ? "on" : "";
        mark(document.getElementById(page.link), page === here);
      }
      return answered(answers);
    }),

    fold: told(function () {
      const open = (given("fold.n_clicks") || 0) % 2 === 1;
      return answered({
        "fold.aria-expanded": open ? "true" : "false",
        "filters.className": open ? "filters open" : "filters",
      });
    }),

    // A page has come: name it, and on a change of page put the focus on its title.
    arrived: told(function () {
      window.requestAnimationFrame(() => window.requestAnimationFrame(settle));
      return answered({});
    }),
  };

  function mark(link, here) {
    if (!link) return;
    if (here) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }

  // Figures of before stand until the new ones come: that is said, beside their being paler.
  function waiting(on) {
    document.body.classList.toggle("waiting", on);
  }

  // A table that is wholly in view needs no stop of the keyboard.
  function stops() {
    for (const part of document.querySelectorAll(".scrolls")) {
      const scrolls = part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight + 1;
      if (scrolls) part.tabIndex = 0;
      else part.removeAttribute("tabindex");
    }
  }

  // A mark leads where it says: to the place or the measure it stands for, in the view as it is.
  function drill(point) {
    const target = point && point.customdata;
    if (!Array.isArray(target) || !known) return;
    const [id, word] = target;
    const key = known.keys.find((each) => each.id === id);
    const control = key && document.getElementById(key.control);
    if (!key || !(key.words || []).includes(word)) return;
    const here = pageAt(window.location.pathname, known);
    if (here.keys.includes(id) && control) {
      if (control.value === word) return;
      const set = Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, "value").set;
      set.call(control, word);
      control.dispatchEvent(new Event("change", { bubbles: true }));
      return;
    }
    const page = known.pages.find((each) => each.keys.includes(id));
    if (!page) return;
    const view = chosen({ ...read(window.location.search, known), [id]: word }, known);
    window.location.assign(page.path + write(view, known));
  }

  document.addEventListener("pointerover", (event) => {
    const plot = event.target.closest && event.target.closest(".js-plotly-plot");
    if (!plot || plot.dataset.drills || !plot.on) return;
    plot.dataset.drills = "yes";
    plot.on("plotly_click", (clicked) => drill(clicked.points[0]));
  });

  function settle() {
    waiting(false);
    stops();
    const title = document.getElementById("title");
    if (!title) return;
    const county = document.querySelector(".brand");
    document.title = sentence("title", { page: title.textContent, county: county ? county.textContent : "CQI" });
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
    // The same title again would not be read again: what changed is then in the line beneath it.
    const lead = document.querySelector("p.lead");
    const again = title.textContent === lastSaid && lead;
    lastSaid = title.textContent;
    say(again ? sentence("renewed", { title: title.textContent, lead: lead.textContent }) : title.textContent);
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
    say(sentence(upward ? "upward" : "downward", { column: button.textContent }));
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("button.copy-link");
    if (link) {
      const address = window.location.origin + window.location.pathname + window.location.search + "#" + link.dataset.card;
      copy(address).then(() => toast(sentence("copied", {})), () => toast(sentence("copy", { address })));
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
