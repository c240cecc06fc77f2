"""Production-safe settings; local.py and test.py only relax them. Values come from settings.env alone."""

from typing import Any

from celery.schedules import crontab

from zhifu_portal.settings import env

BASE_DIR = env.PROJECT_DIR
DATA_DIR = env.DATA_DIR
SECRET_KEY = env.SECRET_KEY
FIELD_ENCRYPTION_KEY = env.FIELD_ENCRYPTION_KEY
ALLOWED_HOSTS = env.ALLOWED_HOSTS
DEBUG = False

INSTALLED_APPS = [
    "zhifu_portal.kernel",
    "zhifu_portal.search",
    "disclosure",
    "policies",
    "interpretation",
    "feedback",
    "zhifu_portal.cms",
    "zhifu_portal.inspection",
    "zhifu_portal.demo",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "zhifu_portal.kernel.page_cache.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "zhifu_portal.cms.admin_csp.StaffStyleMiddleware",
    "zhifu_portal.cms.staff_gate.StaffGateMiddleware",
    "zhifu_portal.cms.inert_scripts.InertScriptsMiddleware",
]

ROOT_URLCONF = "zhifu_portal.urls"
WSGI_APPLICATION = "zhifu_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "zhifu_portal.cms.chrome.portal",
            ],
        },
    }
]

DATABASES = {"default": env.env.db_url_config(env.DATABASE_URL)}
# Opening a connection costs as much as all reads of a page, on SQLite too.
DATABASES["default"]["CONN_MAX_AGE"] = 60
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE: a read-then-write transaction never fails half-way with "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

if env.REDIS_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": env.REDIS_URL}}
    CELERY_BROKER_URL = env.REDIS_URL
    # A broker that is away must not hold up the request that kicks it: beat drains the outbox anyway.
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0,
        "socket_connect_timeout": 2,
    }
else:
    # The file cache is shared by every process of the embedded installation (lock-outs, throttles).
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": DATA_DIR / "cache"}
    }
    CELERY_BROKER_URL = "filesystem://localhost"
    CELERY_BROKER_TRANSPORT = "zhifu_portal.kernel.file_broker:Transport"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(DATA_DIR / "broker"),
        "data_folder_out": str(DATA_DIR / "broker"),
        "control_folder": str(DATA_DIR / "broker-control"),
        "polling_interval": 0.1,
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "drain-outbox": {"task": "kernel.drain_outbox", "schedule": 2.0, "options": {"expires": 10}},
    "prune-outbox": {"task": "kernel.prune_outbox", "schedule": crontab(hour=3, minute=10)},
    "gather-notice-digests": {"task": "kernel.gather_notice_digests", "schedule": crontab(minute="*/10")},
    "purge-notices": {"task": "kernel.purge_notices", "schedule": crontab(hour=3, minute=20)},
    "publish-due-records": {"task": "records.publish_due", "schedule": 5.0, "options": {"expires": 20}},
    "sync-cms-groups": {"task": "cms.sync_groups", "schedule": 60.0, "options": {"expires": 120}},
    "publish-due-pages": {"task": "cms.publish_due_pages", "schedule": 30.0, "options": {"expires": 60}},
    # Idempotent, and a night that was missed is made good by the next.
    "review-sweep": {"task": "review.sweep", "schedule": crontab(hour=2, minute=10)},
    "propose-for-historic-documents": {"task": "review.propose_attributes", "schedule": crontab(hour=4, minute=10)},
    "tell-of-deadlines": {"task": "records.tell_of_deadlines", "schedule": crontab(hour=7, minute=30)},
    "refresh-figures": {"task": "records.refresh_figures", "schedule": 300.0, "options": {"expires": 300}},
    "expire-due-records": {"task": "records.expire_due", "schedule": 5.0, "options": {"expires": 20}},
}

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "disclosure.organs.auth_backend.RoleBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_HTTP_RESPONSE_CODE = 429
LOGIN_URL = "wagtailadmin_login"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_AGE = 8 * 3600
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
# The CMS shows previews in a frame of this very site; nobody else may frame a page.
SILENCED_SYSTEM_CHECKS = ["security.W019"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    }
}

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Attachments never have a URL of their own: a view serves them while their record is public.
    "attachments": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "attachments", "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Searches and the API count their readers; staff pages and mode switches are personal.
PAGE_CACHE_EXEMPT_PREFIXES = ("/cms/", "/search/", "/api/", "/accessibility/mode/", "/healthz", "/readyz", "/static/")
PAGE_CACHE_COOKIES = ("display_mode", "contrast")

WAGTAIL_SITE_NAME = env.SITE_NAME
WAGTAILADMIN_BASE_URL = f"{env.SITE_SCHEME}://{env.SITE_DOMAIN}"
WAGTAIL_I18N_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文")]
WAGTAILADMIN_COMMENTS_ENABLED = False
# A record takes its index number when somebody saves it, not while they are still typing.
WAGTAIL_AUTOSAVE_INTERVAL = 0
# The system administrator sets a forgotten password: the portal needs no mail server.
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_FINISH_WORKFLOW_ACTION = "disclosure.records.workflow_finish.finish_workflow"
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database"}}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "PAGE_SIZE": 20,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": ["zhifu_portal.kernel.rate_limit.ReaderThrottle"],
    "DEFAULT_THROTTLE_RATES": {"anon": "120/min"},
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "芝罘区政务公开平台开放接口",
    "DESCRIPTION": "只读接口，内容与网站公开的相同；筛选参数与网页列表相同。",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "PREPROCESSING_HOOKS": ["zhifu_portal.api_schema.only_public_api"],
}

SEARCH_ENGINE = env.SEARCH_ENGINE
SEARCH_DIR = DATA_DIR / "search"

SITE_NAME = env.SITE_NAME
SITE_DOMAIN = env.SITE_DOMAIN
SITE_ID_CODE = env.SITE_ID_CODE
SITE_ICP_NUMBER = env.SITE_ICP_NUMBER
SITE_POLICE_NUMBER = env.SITE_POLICE_NUMBER
SITE_ORGANISER = env.SITE_ORGANISER
SITE_CONTACT = env.SITE_CONTACT
SITE_ERROR_REPORT_URL = env.SITE_ERROR_REPORT_URL
SITE_OFFICE_ORGAN_CODE = env.SITE_OFFICE_ORGAN_CODE

_email = env.env.email_url_config(env.EMAIL_URL)
EMAIL_BACKEND = _email["EMAIL_BACKEND"]
EMAIL_HOST = _email["EMAIL_HOST"] or "localhost"
EMAIL_PORT = _email["EMAIL_PORT"] or 25
EMAIL_HOST_USER = _email["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = _email["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS = bool(_email.get("EMAIL_USE_TLS"))
EMAIL_USE_SSL = bool(_email.get("EMAIL_USE_SSL"))
EMAIL_FILE_PATH = _email["EMAIL_FILE_PATH"] or DATA_DIR / "mail"
# The worker that waits for the mail server does nothing else meanwhile.
EMAIL_TIMEOUT = 10
NOTICE_MAIL_DOMAIN = env.SITE_DOMAIN.partition(":")[0]
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.EMAIL_FROM or f"noreply@{NOTICE_MAIL_DOMAIN}"
NOTICE_DIGEST_HOUR = env.NOTICE_DIGEST_HOUR
NOTICE_KEEP_DAYS = env.NOTICE_KEEP_DAYS

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.LOG_LEVEL},
    # One line for every row saved or page made says nothing; their warnings do.
    "loggers": {name: {"level": "WARNING"} for name in ("django_tasks", "axes.apps", "wagtail")},
}
