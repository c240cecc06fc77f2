"""What the suite runs on: a folder per process, PostgreSQL, Redis, Chromium, the portal itself."""
