"""Tests of zhifu_portal.kernel.notices."""
