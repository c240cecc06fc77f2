"""Run the `main` of a module after Django is set up: `python -m tests.bench.in_django MODULE …`."""

import sys
from importlib import import_module

import django


def main() -> None:
    """Set Django up by the environment, then hand the remaining arguments to the module."""
    django.setup()
    del sys.argv[0]
    import_module(sys.argv[0]).main()


if __name__ == "__main__":
    main()
