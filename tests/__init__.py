"""The suite: mirrors the source tree; docs/testing.md says how it runs."""
