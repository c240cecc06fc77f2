"""Settings of the test suite: fast hashing, in-memory mail, no throttling unless a test asks for it."""

from zhifu_portal.settings import env
from zhifu_portal.settings.base import *  # noqa: F403
from zhifu_portal.settings.base import STORAGES

SECRET_KEY = env.SECRET_KEY or "test-key-of-no-value-" + "0" * 40
ALLOWED_HOSTS = ["*"]
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CELERY_TASK_ALWAYS_EAGER = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WAGTAILADMIN_BASE_URL = "http://testserver"
AXES_ENABLED = False
