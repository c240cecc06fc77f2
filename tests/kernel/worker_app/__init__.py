"""A Django app that only test workers install: outbox handlers that count what they did, and one that stalls."""
