BBBBBBB BBBBBBBBBBBBBBBBBBBB
BBBB BBBB BB
BBBBB BBBBB gettext(u'Signing in elsewhere did not work') BBBBBBBB

BBBBB BBBBBBBXXXX gettext(u'Signing in elsewhere did not work') XXXXX
XX XXXXXXXXXXXXX gettext(u'The other organisation did not confirm who you are. Nothing was changed; try again, or sign in with your address.') XXXXBBBBBBBB BBBBBBB

BBBBB BBBBBBBXXX gettext(u'Sign in') BBB BBBBBBBBBBBBBBB BB BBBBBBBBBBB BBBBBBBB BBBBBBBBBXXXXBBBBBBBB
