"""Tests of the reads of the records feature."""
