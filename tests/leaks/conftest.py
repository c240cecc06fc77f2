"""Fixtures: an index of one's own for every test."""

import pytest


@pytest.fixture(autouse=True)
def own_index(settings, tmp_path):
    """Keep the index of the test in a folder of its own."""
    settings.SEARCH_DIR = tmp_path / "search"
