"""The verbs of the records feature: one function per verb, one writer per status."""
