"""Ground floor, without any domain noun: clocks, numbers, transitions, audit, outbox, personal data, text and files."""
