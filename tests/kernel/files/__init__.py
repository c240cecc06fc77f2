"""Tests of zhifu_portal.kernel.files."""
