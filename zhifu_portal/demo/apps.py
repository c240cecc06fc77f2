"""Registration of the app with Django."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "zhifu_portal.demo"
    label = "demo"
    verbose_name = "演示数据"
