"""Files, security, and how pages are served."""

from simpul.config.settings.environment import HTTPS, VAR_DIR, env

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

# --- Security ----------------------------------------------------------------------------------

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
