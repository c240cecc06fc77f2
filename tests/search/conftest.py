"""Fixtures: an index of one's own, and the one source that feeds it."""

import pytest

from tests.search.generated import MemorySource
from zhifu_portal.search.entries import registry


@pytest.fixture
def source(monkeypatch, settings, tmp_path):
    """Return the only source of the registry; the index of the test lies in a folder of its own."""
    settings.SEARCH_DIR = tmp_path / "search"
    monkeypatch.setattr(registry, "_sources", {})
    monkeypatch.setattr(registry, "_kind_labels", {})
    memory = MemorySource()
    registry.register_source("note", load=memory.load, all_ids=memory.all_ids, kinds={"note": "便签"})
    return memory
