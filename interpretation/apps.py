"""Registration of the app with Django."""

from django.apps import AppConfig


class InterpretationConfig(AppConfig):
    name = "interpretation"
    label = "interpretation"
    verbose_name = "政策解读"
