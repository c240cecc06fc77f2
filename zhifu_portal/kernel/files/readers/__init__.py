"""One reader per kind of document: each takes an open file and returns its `ExtractedText`."""
