"""One file for every machine: what differs comes from the environment; defaults are safe ones."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _
from environs import Env
from marshmallow.validate import OneOf

from simpul.config import logs
from simpul.config.signing_in import *  # noqa: F403 -- settings, each with its own name

BASE_DIR = Path(__file__).parents[2]

env = Env()
env.read_env(str(BASE_DIR / ".env"))

# Where the hub keeps what it makes: databases, index, files, built assets.
VAR_DIR = Path(env.str("SIMPUL_VAR", default=str(BASE_DIR / "var")))

# The facts shipped with the product.
DATA_DIR = BASE_DIR / "data"

# A long random secret; without it nothing starts.
SECRET_KEY = env.str("SECRET_KEY")

# The public address of the site, with scheme; decides cookies, redirects and absolute links.
SITE_URL = env.str("SIMPUL_SITE_URL", default="https://localhost").rstrip("/")

# The central domain, where all signing in happens.
CENTRAL_HOST = SITE_URL.split("//", 1)[1].split(":")[0]
# Other names this installation answers to, such as hubs' own domains; nobody signs in there.
OTHER_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])
ALLOWED_HOSTS = [CENTRAL_HOST, *OTHER_HOSTS]

# Shows tracebacks to visitors; never on a machine that others can reach.
DEBUG = env.bool("DEBUG", default=False)

# A hub to try out: `simpul demo` makes marked people and cases, and every page says what it is.
DEMO = env.bool("SIMPUL_DEMO", default=False)

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
    "simpul.hubs",
    "simpul.innovations",
    "simpul.profiles",
    "simpul.forum",
    "simpul.sources",
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
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simpul.config.middleware.zone_of_reader",
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

# --- People ------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]

# Whether people may open accounts themselves; invited ones always may.
SIGN_UP_OPEN = env.bool("SIGN_UP_OPEN", default=True)

# The date of the privacy notice people agree to; with a new one they are asked again.
PRIVACY_NOTICE_VERSION = "2026-11"

# Days an invitation can be accepted; an account opened for somebody in vain is forgotten later.
INVITATION_DAYS = env.int("INVITATION_DAYS", default=14)

# Seconds after which something sensitive asks once more who one is.
STEP_UP_SECONDS = env.int("STEP_UP_SECONDS", default=900)

# Sign-in at other organisations (OpenID Connect): a JSON list, see docs/howto/sign-in-elsewhere.md.
OIDC_PROVIDERS = env.json("OIDC_PROVIDERS", default=[])

ACCOUNT_REAUTHENTICATION_TIMEOUT = STEP_UP_SECONDS
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SITE_URL.startswith("https://")
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": OIDC_PROVIDERS, "OAUTH_PKCE_ENABLED": True}}

# --- Mail ----------------------------------------------------------------------------------------

# The mail server, such as submission://user:password@host:587; without one, to the terminal.
MAIL_SERVER = env.dj_email_url("EMAIL_URL", default="console://")
EMAIL_BACKEND = MAIL_SERVER["EMAIL_BACKEND"]
EMAIL_HOST = MAIL_SERVER["EMAIL_HOST"]
EMAIL_PORT = MAIL_SERVER["EMAIL_PORT"]
EMAIL_HOST_USER = MAIL_SERVER["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = MAIL_SERVER["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = MAIL_SERVER["EMAIL_USE_TLS"]
EMAIL_USE_SSL = MAIL_SERVER["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 30

# Who mails come from.
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"simpul@{ALLOWED_HOSTS[0]}")

# The hour at which digests and reminders leave, in the zone of whoever reads them.
DIGEST_HOUR = env.int("DIGEST_HOUR", default=6)

# --- Duties, talk and moderation ---------------------------------------------------------------

# Days before a duty is due on which its holders are reminded; 0 is the day itself.
DUTY_REMIND_DAYS = env.list("DUTY_REMIND_DAYS", default=[3, 0], subcast=int)

# Days after which a duty that stays undone is told to the office above.
DUTY_ESCALATE_DAYS = env.int("DUTY_ESCALATE_DAYS", default=3)

# Days within which a request to belong to an institution is decided.
MEMBERSHIP_DAYS = env.int("MEMBERSHIP_DAYS", default=5)

# Days within which a report or an appeal is answered.
MODERATION_DAYS = env.int("MODERATION_DAYS", default=3)

# Days within which the owner of a record is to answer a question.
QUESTION_DAYS = env.int("QUESTION_DAYS", default=7)

# How often a program may read through the API in a minute without a key, from one address.
API_READS = env.int("API_READS", default=300)
# How often a program may read in a minute with a key.
API_KEY_READS = env.int("API_KEY_READS", default=1200)
# How often a program may write in a minute with a key.
API_KEY_WRITES = env.int("API_KEY_WRITES", default=120)

# How often one person, or one address without an account, may do a thing: times in seconds.
LIMITS = {
    "api_reader": (API_READS, 60),
    "api_key": (API_KEY_READS, 60),
    "api_writer": (API_KEY_WRITES, 60),
    "api_keys": (10, 3600),
    "question": (5, 3600),
    "answer": (60, 3600),
    "opinion": (30, 3600),
    "bookmark": (120, 3600),
    "follow": (120, 3600),
    "report": (10, 3600),
    "anonymous_report": (3, 3600),
    "appeal": (10, 3600),
    "sync": (600, 60),
    "harvest": (600, 60),
    "open_data": (300, 60),
    "invitation": (40, 3600),
    "membership": (10, 3600),
}

# The DKIM selector the mail server signs with; `simpul mail-check` looks for its key.
MAIL_DKIM_SELECTOR = env.str("MAIL_DKIM_SELECTOR", default="")

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

# --- Files -------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"

# What `simpul build-assets` writes; an empty folder until then.
ASSETS_DIR = VAR_DIR / "assets"
ASSETS_DIR.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [ASSETS_DIR]

MEDIA_ROOT = VAR_DIR / "files"
# The largest file anybody may send.
FILE_MAX_BYTES = env.int("FILE_MAX_BYTES", default=50 * 1024 * 1024)

# Names and networks that sources may be fetched from though they are not open to all, such as
# `sinovik.intern` or `10.20.0.0/16`; without this only public addresses are asked.
OUTGOING_ALLOWED: list[str] = env.list("OUTGOING_ALLOWED", default=[])

# How many seconds one request to a source may take in all.
OUTGOING_SECONDS = env.int("OUTGOING_SECONDS", default=60)

# The largest answer of a source, unpacked.
OUTGOING_MAX_BYTES = env.int("OUTGOING_MAX_BYTES", default=64 * 1024 * 1024)

# The largest file that may stand as evidence.
EVIDENCE_MAX_BYTES = env.int("EVIDENCE_MAX_BYTES", default=20 * 1024 * 1024)

# The bucket of S3-compatible storage that keeps files; empty: the disk under SIMPUL_VAR.
S3_BUCKET = env.str("S3_BUCKET", default="")

# Where that storage is; the keys come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.
S3_ENDPOINT = env.str("S3_ENDPOINT", default="") or None

# The region of the bucket, where its storage has regions.
S3_REGION = env.str("S3_REGION", default="") or None

IN_BUCKET = {
    "BACKEND": "storages.backends.s3.S3Storage",
    "OPTIONS": {
        "bucket_name": S3_BUCKET,
        "endpoint_url": S3_ENDPOINT,
        "region_name": S3_REGION,
        "default_acl": "private",
        "file_overwrite": False,
        "querystring_auth": True,
    },
}

STORAGES = {
    "default": IN_BUCKET
    if S3_BUCKET
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Exchange between installations ------------------------------------------------------------

# The private key we sign with, 32 bytes in base64; empty: the file sync-key.pem in SIMPUL_VAR.
SYNC_KEY = env.str("SYNC_KEY", default="")

# How other installations call this one; empty: its domain.
SYNC_NAME = env.str("SYNC_NAME", default="")

# Codes of the hubs whose records are told to other installations; empty: all that began here.
SYNC_HUBS: list[str] = env.list("SYNC_HUBS", default=[])

# Minutes between two rounds with the peers.
SYNC_MINUTES = env.int("SYNC_MINUTES", default=5)

# --- Security ----------------------------------------------------------------------------------

HTTPS = SITE_URL.startswith("https://")

# Whether a proxy in front sets X-Forwarded-Proto and lets nobody else set it.
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None

SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$", "^metrics$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    },
}
CSRF_FAILURE_VIEW = "simpul.config.views.csrf_failure"

# --- Serving -----------------------------------------------------------------------------------

# Requests one web process may hold open at once; most of them wait for a visitor's line.
WEB_THREADS = env.int("WEB_THREADS", default=32)

# Requests one web process works on at once; each keeps a database connection.
WORK_SLOTS = env.int("WORK_SLOTS", default=2)

# Bytes of finished pages one web process keeps in memory.
PAGE_CACHE_BYTES = env.int("PAGE_CACHE_BYTES", default=64 * 1024 * 1024)

# The largest body the site takes in one go, in bytes.
LARGEST_BODY = env.int("LARGEST_BODY", default=24 * 1024 * 1024)

# Query names a page may depend on; an address with any other is answered but not kept.
PAGE_QUERY_NAMES = [
    "q", "province", "regency", "owner", "kind", "sector", "affair", "goal", "year", "award",
    "source", "stage", "state", "hub", "sort", "page", "size", "lat", "lng", "region", "who",
    "facets", "lang", "exact", "cursor", "updated_since", "after", "told", "figure", "topic",
]  # fmt: skip

# Cookies that say who somebody is or what they were told; with one, a page is theirs alone.
PERSONAL_COOKIES = ["sessionid", "csrftoken", "messages", "django_language"]

# Journal entries the search index may lag behind before /readyz says no.
READY_INDEX_LAG = env.int("READY_INDEX_LAG", default=1000)

# Free bytes on the data disk below which /readyz says no.
READY_FREE_BYTES = env.int("READY_FREE_BYTES", default=200_000_000)

# What a collector sends as "Authorization: Bearer ..." to read /metrics; empty: only this machine.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")

# Serves every page and refuses every write, with a page that gives back what was typed.
READ_ONLY = env.bool("READ_ONLY", default=False)

# Free bytes on the data disk below which nothing is written any more; visitors go on reading.
READ_ONLY_FREE_BYTES = env.int("READ_ONLY_FREE_BYTES", default=50_000_000)

# --- Open data ---------------------------------------------------------------------------------

# What harvesters are told this collection is called.
OAI_NAME = env.str("OAI_NAME", default="Simpul: inovasi pelayanan publik Indonesia")

# The domain name in every identifier of OAI-PMH; it stays though the site moves. Empty: its host.
OAI_REPOSITORY = env.str("OAI_REPOSITORY", default="")

# The office harvesters write to.
OAI_ADMIN = env.str("OAI_ADMIN", default="")

# The address of the licence of the whole collection, such as
# https://creativecommons.org/licenses/by/4.0/. Empty: the terms stand at each record.
OPEN_DATA_LICENCE = env.str("OPEN_DATA_LICENCE", default="")

# The hour, on the clock of the installation, in which the nightly dumps are made.
DUMP_HOUR = env.int("DUMP_HOUR", default=2)

# How many dumps are kept; older ones go.
DUMPS_KEPT = env.int("DUMPS_KEPT", default=7)

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
