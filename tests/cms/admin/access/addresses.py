"""Every address under /cms/, found by asking the resolver."""

from dataclasses import dataclass

from django.urls import get_resolver
from django.urls.resolvers import URLPattern

STAFF_PREFIX = "cms/"
SNIPPET = "wagtailsnippets_"
CHOOSER = "wagtailsnippetchoosers_"


@dataclass(frozen=True)
class Address:
    """One pattern: its name with namespaces, the part of the table that covers it, and what its path asks for."""

    name: str
    route: str
    parameters: frozenset[str]

    @property
    def screen(self):
        """The key in the table: snippets by their model's name, everything else by its own name or route."""
        namespace, _, view = self.name.rpartition(":")
        for prefix, label in ((SNIPPET, ""), (CHOOSER, "choose ")):
            if namespace.startswith(prefix):
                return f"{label}{namespace.removeprefix(prefix).partition('_')[2]}:{view}"
        return self.name or self.route


def _walk(resolver, prefix="", namespaces=()):
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            name = ":".join([*namespaces, pattern.name]) if pattern.name else ""
            parameters = frozenset(pattern.pattern.regex.groupindex) | frozenset(pattern.pattern.converters)
            yield Address(name=name, route=route, parameters=parameters)
        else:
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _walk(pattern, route, inner)


def staff_addresses():
    """Return every address under /cms/; two patterns of one name are two addresses."""
    return [address for address in _walk(get_resolver()) if address.route.startswith(STAFF_PREFIX)]
