BBBBBBB BBBBBBBBBBBBBBBBBBBB
BBBB BBBB BB
BBBBB BBBBB gettext(u'Accounts are opened by invitation') BBBBBBBB

BBBBB BBBBBBBXXXX gettext(u'Accounts are opened by invitation') XXXXXBBBBBBBB

BBBBB BBBBBBB
XXX gettext(u'On this installation your institution or hub invites you; ask there.') XXXX
XXXXX XXXXXXBBB BBBBBBBBBBBBBBBXX gettext(u'Sign in') XXXXXXXX
BBBBBBBB BBBBBBB
