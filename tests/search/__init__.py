"""Tests of the public index."""
