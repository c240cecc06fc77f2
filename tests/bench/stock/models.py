"""The near-empty page of the baseline."""

from wagtail.models import Page


class StockPage(Page):
    """A page without fields of its own."""

    template = "stock_page.html"

    class Meta:
        app_label = "stock"
