"""Tests of the readers, one per kind of document."""
