"use strict";

// Builds what dashboard/drawing/static_parts.py folded: [tag, attributes, children] or text, in a data-leaf attribute.
// Elements and text nodes only, so that no word is ever read as markup.
(function () {
  const built = new WeakMap();

  function make(tree) {
    if (typeof tree === "string") return document.createTextNode(tree);
    const [tag, attributes, children] = tree;
    const element = document.createElement(tag);
    for (const name of Object.keys(attributes)) {
      const value = attributes[name];
      if (name === "href" && !/^[/#]/.test(value)) continue;
      if (name.startsWith("on")) continue;
      element.setAttribute(name, value);
    }
    for (const child of children) element.appendChild(make(child));
    return element;
  }

  // What the reader has opened on this page stays open when the figures change.
  const opened = new Set();

  function mark(details) {
    const place = details.parentElement.closest("[id]");
    const summary = details.querySelector("summary");
    return [window.location.pathname, place ? place.id : "", summary ? summary.textContent : ""].join(" ");
  }

  document.addEventListener("toggle", (event) => {
    const details = event.target;
    if (details.tagName !== "DETAILS" || !details.isConnected) return;
    if (details.open) opened.add(mark(details));
    else opened.delete(mark(details));
  }, true);

  function build(holder) {
    const folded = holder.getAttribute("data-leaf");
    if (built.get(holder) === folded) return;
    built.set(holder, folded);
    holder.replaceChildren(...JSON.parse(folded).map(make));
    for (const details of holder.querySelectorAll("details")) if (opened.has(mark(details))) details.open = true;
  }

  function grow(root) {
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    if (root.hasAttribute("data-leaf")) build(root);
    root.querySelectorAll("[data-leaf]").forEach(build);
  }

  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") build(change.target);
      else change.addedNodes.forEach(grow);
    }
  }).observe(document.documentElement, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-leaf"] });

  // Links inside a leaf change the page as the links of the frame do, without loading it anew.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-leaf] a[href]");
    if (!link || link.hasAttribute("download") || event.defaultPrevented) return;
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const url = new URL(link.href);
    if (url.origin !== window.location.origin) return;
    event.preventDefault();
    const place = link.closest("article[id], section[id]");
    document.body.dataset.returnTo = place ? place.id : "";
    window.dash_clientside.set_props("url", { pathname: url.pathname, search: url.search, hash: url.hash });
  });
})();
