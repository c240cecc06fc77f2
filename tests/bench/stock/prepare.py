"""Make the database of the baseline: `python -m tests.bench.stock.prepare`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.stock.settings")


def main() -> None:
    """Migrate and put one page at /stock/ below the welcome page."""
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  # needs the setup above
    from wagtail.models import Site  # noqa: PLC0415  # needs the setup above

    from tests.bench.stock.models import StockPage  # noqa: PLC0415  # needs the setup above

    call_command("migrate", verbosity=0)
    Site.objects.get().root_page.add_child(instance=StockPage(title="Stock", slug="stock"))


if __name__ == "__main__":
    main()
