"""Registration of the app with Django."""

from django.apps import AppConfig


class InspectionConfig(AppConfig):
    name = "zhifu_portal.inspection"
    label = "inspection"
    verbose_name = "网站自查"
