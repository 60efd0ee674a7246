"""One set for every machine: what differs comes from the environment; defaults are safe ones."""

from django.utils.translation import gettext_lazy as _
from marshmallow.validate import OneOf

from simpul.config import logs
from simpul.config.settings.environment import *  # noqa: F403 -- settings, each with its own name
from simpul.config.settings.environment import BASE_DIR, VAR_DIR, env
from simpul.config.settings.exchange import *  # noqa: F403
from simpul.config.settings.people import *  # noqa: F403
from simpul.config.settings.serving import *  # noqa: F403
from simpul.config.settings.signing_in import *  # noqa: F403

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "rules.apps.AutodiscoverRulesConfig",
    "django_tasks",
    "django_tasks_db",
    "simpul.core",
    "simpul.search",
    "simpul.ui",
    "simpul.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "simpul.geography",
    "simpul.vocabularies",
    "simpul.organisations",
    "simpul.statistics",
    "simpul.documents",
    "simpul.hubs",
    "simpul.innovations",
    "simpul.needs",
    "simpul.profiles",
    "simpul.forum",
    "simpul.learning",
    "simpul.sources",
    "simpul.replication",
    "simpul.competitions",
    "simpul.exchange",
    "simpul.portal",
    "simpul.config",
]

MIDDLEWARE = [
    "simpul.config.middleware.request_names",
    "simpul.config.middleware.permissions_policy",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "simpul.config.middleware.content_policy",
    "simpul.config.middleware.plain_characters",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "simpul.config.middleware.words_of_another_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simpul.config.middleware.zone_of_reader",
    "simpul.config.middleware.one_reading",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simpul.config.middleware.WhileClosed",
]

ROOT_URLCONF = "simpul.config.urls"
# What Django's own test servers run; `simpul serve` puts the early layer in front of it.
WSGI_APPLICATION = "simpul.config.wsgi.django_application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Databases ---------------------------------------------------------------------------------

SQLITE = {
    "ENGINE": "simpul.core.sqlite",
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=268435456;"
            "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=67108864"
        ),
    },
}

# One address such as postgres://user:password@host/name; empty means SQLite in SIMPUL_VAR.
DATABASE_URL = env.str("DATABASE_URL", default="")

if DATABASE_URL:
    # How many connections one process keeps ready for its threads; 0 opens one for each request.
    DATABASE_POOL = env.int("DATABASE_POOL", default=10)
    DATABASES = {
        "default": {
            **env.dj_db_url("DATABASE_URL", conn_max_age=0),
            "DISABLE_SERVER_SIDE_CURSORS": True,
            "OPTIONS": {"pool": DATABASE_POOL and {"min_size": 1, "max_size": DATABASE_POOL}},
        }
    }
else:
    DATABASES = {
        "default": {**SQLITE, "NAME": VAR_DIR / "simpul.sqlite3"},
        # Sessions, cache and limits: written by many requests, not part of a backup.
        "ephemeral": {**SQLITE, "NAME": VAR_DIR / "ephemeral.sqlite3"},
    }
    DATABASE_ROUTERS = ["simpul.core.sqlite.router.EphemeralRouter"]

# Where short-lived values are kept: the database, or redis://host once there are several machines.
CACHES = {"default": env.dj_cache_url("CACHE_URL", default="db://simpul_cache")}

# --- Languages and clock -----------------------------------------------------------------------

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True

# --- Search ------------------------------------------------------------------------------------

# The address of an OpenSearch cluster; empty means the embedded engine under SIMPUL_VAR.
SEARCH_URL = env.str("SEARCH_URL", default="")

# Whether search also goes by meaning, when the encoder is installed.
SEMANTIC = env.bool("SIMPUL_SEMANTIC", default=True)

# Above so many records meaning stays out of the search: it would cost more than the search itself.
SEMANTIC_LIMIT = env.int("SIMPUL_SEMANTIC_LIMIT", default=50_000)

# --- Maps --------------------------------------------------------------------------------------

# Upper ends of the classes of maps that count records; chosen to be read, not fitted to the data.
MAP_CLASS_LIMITS = env.list("MAP_CLASS_LIMITS", default=[2, 9, 24, 49], subcast=int)

# --- Jobs --------------------------------------------------------------------------------------

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default", "quick", "long"],
    }
}

# Kinds of data/retention.csv that stay for now, such as for an open inquiry.
RETENTION_HOLD: list[str] = env.list("RETENTION_HOLD", default=[])

# --- Logs --------------------------------------------------------------------------------------

# json for machines that collect logs, text for a terminal.
LOG_FORMAT = env.str("LOG_FORMAT", default="json", validate=OneOf(["json", "text"]))

# The least level that is logged.
LOG_LEVEL = env.str("LOG_LEVEL", default="WARNING")

# A file that takes the log instead of standard output; it may be moved away while it is written.
LOG_FILE = env.str("LOG_FILE", default="")

LOGGING = logs.configuration(LOG_FILE, LOG_FORMAT, LOG_LEVEL)
