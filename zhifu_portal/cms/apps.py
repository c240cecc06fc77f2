"""Registration of the app with Django."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "zhifu_portal.cms"
    label = "cms"
    verbose_name = "网站内容"
