"""Every address under /cms/, found by asking the resolver."""

from dataclasses import dataclass

from django.urls import get_resolver
from django.urls.resolvers import URLPattern

STAFF_PREFIX = "cms/"
SNIPPET = "wagtailsnippets_"
CHOOSER = "wagtailsnippetchoosers_"
# They share the screens and so the lines of the table.
KINDS_OF_RECORD = ("informationrecord", "policydocument")


@dataclass(frozen=True)
class Address:
    """One pattern: its name with namespaces, the part of the table that covers it, and what its path asks for."""

    name: str
    route: str
    parameters: frozenset[str]

    @property
    def namespace(self):
        return self.name.rpartition(":")[0]

    @property
    def view(self):
        return self.name.rpartition(":")[2]

    @property
    def model(self):
        """The name of the model whose snippet screens or chooser these are, empty for other screens."""
        is_snippet = self.namespace.startswith((SNIPPET, CHOOSER))
        return self.namespace.rpartition("_")[2] if is_snippet else ""

    @property
    def screen(self):
        """The key in the table: snippets by their model's name, everything else by its own name or route."""
        if not self.model:
            return self.name or self.route
        owner = "record" if self.model in KINDS_OF_RECORD else self.model
        return f"{'choose-' if self.namespace.startswith(CHOOSER) else ''}{owner}:{self.view}"


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
