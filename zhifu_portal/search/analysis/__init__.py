"""Chinese text analysis, the same for what is indexed and for what is asked.

`folding` makes equal spellings equal without moving a character, `references` finds 发文字号, articles and dates,
`segmentation` turns the rest into words with the domain dictionary.
"""

from zhifu_portal.search.analysis.folding import fold
from zhifu_portal.search.analysis.references import Reference, find_references, squash_number
from zhifu_portal.search.analysis.segmentation import Word, index_tokens, query_words, tokens_of_folded

ANALYSIS_VERSION = 1
"""Part of every entry's digest: raise it when tokens change, and `search_index verify` reports what must be rebuilt."""

__all__ = [
    "ANALYSIS_VERSION",
    "Reference",
    "Word",
    "find_references",
    "fold",
    "index_tokens",
    "query_words",
    "squash_number",
    "tokens_of_folded",
]
