"""The embedded engine: Whoosh keeps the inverted index on disk, matching and scoring are ours (see `matching`)."""

from zhifu_portal.search.whoosh_engine.engine import WhooshEngine

__all__ = ["WhooshEngine"]
