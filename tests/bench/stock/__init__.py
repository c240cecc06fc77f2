"""The baseline: a stock Django project with a bare view and a near-empty stock Wagtail page."""
