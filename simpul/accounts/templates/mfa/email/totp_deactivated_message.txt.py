BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBB BBBB
BBBBB BBBB gettext(u'Signing in to your account on Simpul no longer asks for a code of the authenticator app.') BBBBBBBB BBBB
