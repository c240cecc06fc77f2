"""The verbs of review."""
