"""Chinese text without any domain noun: numerals, normalisation, document numbers (发文字号)."""
