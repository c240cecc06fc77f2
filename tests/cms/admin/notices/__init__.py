"""Tests of zhifu_portal.cms.notices."""
