"""How people sign in: choices that are the same on every machine."""

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:me"

AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["name", "email", "nip"]},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

ACCOUNT_ADAPTER = "simpul.accounts.adapters.account.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "simpul.accounts.forms.newcomers.AboutYou"
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "website"
ACCOUNT_FORMS = {
    "login": "simpul.accounts.forms.entering.SignInForm",
    "signup": "simpul.accounts.forms.entering.SignUpForm",
    "add_email": "simpul.accounts.forms.entering.AddEmailForm",
    "change_password": "simpul.accounts.forms.entering.ChangePasswordForm",
    "set_password": "simpul.accounts.forms.entering.SetPasswordForm",
    "reset_password": "simpul.accounts.forms.entering.ResetPasswordForm",
    "reset_password_from_key": "simpul.accounts.forms.entering.ResetPasswordKeyForm",
    "reauthenticate": "simpul.accounts.forms.entering.ReauthenticateForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# Only in the browser that signed up.
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
MFA_ADAPTER = "simpul.accounts.adapters.second_factor.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "simpul.accounts.forms.proofs.AuthenticateForm",
    "reauthenticate": "simpul.accounts.forms.proofs.ReauthenticateForm",
    "activate_totp": "simpul.accounts.forms.proofs.ActivateTOTPForm",
    "add_webauthn": "simpul.accounts.forms.proofs.AddWebAuthnForm",
    "edit_webauthn": "simpul.accounts.forms.proofs.EditWebAuthnForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
SOCIALACCOUNT_LOGIN_ON_GET = True
# Whoever comes from elsewhere agrees to the privacy notice before an account is kept, too.
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_ADAPTER = "simpul.accounts.adapters.elsewhere.ElsewhereAdapter"
