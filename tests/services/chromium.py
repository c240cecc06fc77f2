"""Where Chromium is on this machine; `python -m tests.services.chromium` prints it."""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW_TO_INSTALL = (
    "no Chromium found: as root run `apt-get install chromium fonts-noto-cjk fontconfig`, "
    "otherwise `.venv/bin/playwright install chromium`, or set CHROMIUM_PATH"
)


def find_chromium() -> Path | None:
    """Return CHROMIUM_PATH, else a browser on the search path, else the one that Playwright downloaded, else None."""
    candidates = [os.environ.get("CHROMIUM_PATH"), *map(shutil.which, NAMES)]
    for candidate in candidates:
        if candidate and os.access(candidate, os.X_OK):
            return Path(candidate)
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    return own if own.exists() else None


if __name__ == "__main__":
    found = find_chromium()
    sys.stdout.write(f"{found}\n" if found else "")
    sys.exit(0 if found else 1)
