"""芝罘区政务公开平台: settings, the ground floor (kernel), the search index and the top floors (cms, inspection)."""

from zhifu_portal.celery import app as celery_app

__all__ = ["celery_app"]
