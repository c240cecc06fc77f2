/* Letter size, remembered on this device. The mode links in the header need no script. */
"use strict";

(() => {
  const KEY = "text-size";
  const root = document.documentElement;

  const read = () => {
    try {
      return localStorage.getItem(KEY) || "";
    } catch {
      return "";
    }
  };

  const apply = (size) => {
    if (size) root.dataset.textSize = size;
    else delete root.dataset.textSize;
    for (const button of document.querySelectorAll("button[data-text-size]")) {
      button.setAttribute("aria-pressed", String(button.dataset.textSize === size));
    }
  };

  apply(read());

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-text-size]");
    if (!button) return;
    apply(button.dataset.textSize);
    try {
      localStorage.setItem(KEY, button.dataset.textSize);
    } catch {
      /* private browsing: the choice lasts for this page */
    }
  });
})();
