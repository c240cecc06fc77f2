"""Fixtures of the whole suite; docs/testing.md describes them."""

from hypothesis import settings

pytest_plugins = (
    "tests.services.databases",
    "tests.services.browser",
    "tests.services.portal",
)

# A slow machine is not a failure, and two runs of one commit try the same examples.
settings.register_profile("suite", deadline=None, derandomize=True, max_examples=100)
settings.load_profile("suite")
