"""Commands: search, search_index, search_eval."""
