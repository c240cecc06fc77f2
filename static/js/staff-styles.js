/* Staff pages: style elements that the editor's own scripts make carry the page's nonce (admin_csp.py). */
"use strict";

(() => {
  const nonce = document.currentScript.nonce;
  const create = Document.prototype.createElement;
  Document.prototype.createElement = function createElement(name, ...options) {
    const element = create.call(this, name, ...options);
    if (String(name).toLowerCase() === "style") element.nonce = nonce;
    return element;
  };
})();
