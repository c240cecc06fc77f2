/* Tools of a document page (print, copy link) and Escape for folded menus. Shown only where script runs. */
"use strict";

(() => {
  for (const toolbar of document.querySelectorAll("[data-tools]")) {
    const status = toolbar.querySelector("[data-tools-status]");
    toolbar.hidden = false;

    toolbar.querySelector("[data-print]")?.addEventListener("click", () => window.print());

    toolbar.querySelector("[data-copy-link]")?.addEventListener("click", async () => {
      const address = document.querySelector('link[rel="canonical"]')?.href || location.href.split("#")[0];
      try {
        await navigator.clipboard.writeText(address);
        status.textContent = "已复制本页链接，可以粘贴发给别人。";
      } catch {
        status.textContent = `请手动复制本页链接：${address}`;
      }
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector(".nav-toggle[open], .filter-toggle[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });
})();
