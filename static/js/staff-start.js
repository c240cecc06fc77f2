/* Staff pages: makes the start-up calls of Wagtail's widgets, which the server sends as data (inert_scripts.py). */
"use strict";

(() => {
  const FUNCTIONS = new Set(["initDateChooser", "initTimeChooser", "initDateTimeChooser"]);
  const CLASSES = new Set([
    "Chooser",
    "SnippetChooser",
    "PageChooser",
    "ImageChooser",
    "InlinePanel",
    "MultipleChooserPanel",
  ]);
  const CALL = /^(?:new )?(\w+)\((.*)\);?$/s;
  const PANEL = /\bnew (\w+)\(JSON\.parse\(("[^"]*")\)\)/;

  const read = (text) => {
    const panel = PANEL.exec(text);
    if (panel) return [panel[1], [JSON.parse(JSON.parse(panel[2]))]];
    const [, name, list] = CALL.exec(text);
    return [name, JSON.parse(`[${list}]`)];
  };

  const start = (element) => {
    element.removeAttribute("data-start");
    const [name, parameters] = read(element.textContent.trim());
    if (FUNCTIONS.has(name)) window[name](...parameters);
    else if (CLASSES.has(name)) new window[name](...parameters);
    else throw new Error(`unknown start-up call: ${name}`);
  };

  const startAll = () => document.querySelectorAll("script[data-start]").forEach(start);

  startAll();
  // Forms that are added later (another attachment, a dialogue) bring lines of their own.
  new MutationObserver(startAll).observe(document.body, { childList: true, subtree: true });
})();
