"""导入: many documents from a file of lines (JSONL), or one official document from a file as its maker sent it."""
