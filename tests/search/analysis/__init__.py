"""Tests of the Chinese text analysis."""
