"""Reading pages saved from government sites: the table of metadata, the text without the page around it."""
