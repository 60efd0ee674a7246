BBBBBBB BBBBBBBBBBBBBBBBBBBB
BBBB BBBB BB
BBBBB BBBBB gettext(u'You stopped signing in elsewhere') BBBBBBBB

BBBBB BBBBBBBXXXX gettext(u'You stopped signing in elsewhere') XXXXX
XX XXXXXXXXXXXXX gettext(u'Nothing was changed. You can sign in with your address instead.') XXXXBBBBBBBB BBBBBBB

BBBBB BBBBBBBXXX gettext(u'Sign in') BBB BBBBBBBBBBBBBBB BB BBBBBBBBBBB BBBBBBBB BBBBBBBBBXXXXBBBBBBBB
