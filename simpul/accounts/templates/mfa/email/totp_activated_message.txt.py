BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBB BBBB
BBBBB BBBB gettext(u'Signing in to your account on Simpul now asks for a code of the authenticator app.') BBBBBBBB BBBB
