"""Addresses that never change while a process runs, looked up once."""

from functools import cache

from django.urls import reverse


@cache
def fixed_address(name: str) -> str:
    """Return the address of a URL name that takes no arguments; raise NoReverseMatch for an unknown one.

    `reverse` takes a twentieth of the time of a whole record page, and a page asks for several.
    """
    return reverse(name)
