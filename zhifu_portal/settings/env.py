"""The one place that reads the environment; every other module imports these values."""

from pathlib import Path
from urllib.parse import quote

import environ

PROJECT_DIR = Path(__file__).resolve().parent.parent.parent

env = environ.Env()
environ.Env.read_env(PROJECT_DIR / ".env")

DATA_DIR = Path(env.str("DATA_DIR", default=str(PROJECT_DIR / "var")))
SECRET_KEY = env.str("SECRET_KEY", default="")
FIELD_ENCRYPTION_KEY = env.str("FIELD_ENCRYPTION_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
DEBUG = env.bool("DEBUG", default=False)
DATABASE_URL = env.str("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'zhifu.sqlite3'}")
REDIS_URL = env.str("REDIS_URL", default="")
SEARCH_ENGINE = env.str("SEARCH_ENGINE", default="whoosh")
# Without a mail server every mail becomes a file: none is lost, and the screens work alone.
EMAIL_URL = env.str("EMAIL_URL", default=f"filemail:///{quote(str(DATA_DIR / 'mail'))}")
EMAIL_FROM = env.str("EMAIL_FROM", default="")
NOTICE_DIGEST_HOUR = env.int("NOTICE_DIGEST_HOUR", default=8)
NOTICE_KEEP_DAYS = env.int("NOTICE_KEEP_DAYS", default=400)
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")

SITE_NAME = env.str("SITE_NAME", default="芝罘区政务公开平台")
SITE_DOMAIN = env.str("SITE_DOMAIN", default="localhost:8000")
SITE_SCHEME = env.str("SITE_SCHEME", default="https")
SITE_ID_CODE = env.str("SITE_ID_CODE", default="")
SITE_ICP_NUMBER = env.str("SITE_ICP_NUMBER", default="")
SITE_POLICE_NUMBER = env.str("SITE_POLICE_NUMBER", default="")
SITE_ORGANISER = env.str("SITE_ORGANISER", default="")
SITE_CONTACT = env.str("SITE_CONTACT", default="")
SITE_ERROR_REPORT_URL = env.str("SITE_ERROR_REPORT_URL", default="")
SITE_OFFICE_ORGAN_CODE = env.str("SITE_OFFICE_ORGAN_CODE", default="")
