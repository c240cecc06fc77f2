"""Settings of a developer's machine and of the demo: plain HTTP on localhost, keys kept in the data folder."""

from django.core.management.utils import get_random_secret_key

from zhifu_portal.settings import env
from zhifu_portal.settings.base import *  # noqa: F403
from zhifu_portal.settings.base import DATA_DIR, STORAGES


def _kept_key(name: str) -> str:
    """Return the key stored in the data folder under this name, made at the first call."""
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    path = DATA_DIR / name
    if not path.exists():
        path.write_text(get_random_secret_key())
        path.chmod(0o600)
    return path.read_text()


DEBUG = env.DEBUG
SECRET_KEY = env.SECRET_KEY or _kept_key("secret-key")
ALLOWED_HOSTS = env.ALLOWED_HOSTS or ["localhost", "127.0.0.1", "[::1]"]
# Without compression: a demo starts in seconds and nobody is far away.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "whitenoise.storage.ManifestStaticFilesStorage"}}
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
SECURE_HSTS_SECONDS = 0
WAGTAILADMIN_BASE_URL = f"http://{env.SITE_DOMAIN}"
