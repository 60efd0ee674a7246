"""People, mail, and what waits for whom until when."""

from simpul.config.settings.environment import ALLOWED_HOSTS, SITE_URL, env

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

# Days in which those who sign a numbered letter are asked to do so.
SIGNATURE_DAYS = env.int("SIGNATURE_DAYS", default=14)

# Days before the last day of a letter on which its office is to decide whether to extend it.
LETTER_RENEWAL_DAYS = env.int("LETTER_RENEWAL_DAYS", default=30)

# How large a file may be that a visitor holds against a letter.
LETTER_CHECK_BYTES = env.int("LETTER_CHECK_BYTES", default=10 * 1024 * 1024)

# Days within which a request to belong to an institution is decided.
MEMBERSHIP_DAYS = env.int("MEMBERSHIP_DAYS", default=5)

# Days within which a report or an appeal is answered.
MODERATION_DAYS = env.int("MODERATION_DAYS", default=3)

# Days within which the owner of a record is to answer a question.
QUESTION_DAYS = env.int("QUESTION_DAYS", default=7)

# Days within which a sponsor is to decide about an idea, and after which a parked one comes back.
IDEA_DAYS = env.int("IDEA_DAYS", default=30)
IDEA_PARKED_DAYS = env.int("IDEA_PARKED_DAYS", default=180)

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
    "letter_file": (20, 3600),
    "letter_preview": (60, 3600),
    "appeal": (10, 3600),
    "sync": (600, 60),
    "harvest": (600, 60),
    "open_data": (300, 60),
    "invitation": (40, 3600),
    "membership": (10, 3600),
    "need": (30, 3600),
    "idea": (10, 3600),
    "support": (120, 3600),
    "matching": (120, 600),
}

# The DKIM selector the mail server signs with; `simpul mail-check` looks for its key.
MAIL_DKIM_SELECTOR = env.str("MAIL_DKIM_SELECTOR", default="")
