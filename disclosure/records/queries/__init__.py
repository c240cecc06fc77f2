"""Reads of the records feature: what blocks a step, what the public sees."""
