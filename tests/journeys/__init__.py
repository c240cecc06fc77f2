"""Journeys: a real portal, a real browser, a person in each role."""
