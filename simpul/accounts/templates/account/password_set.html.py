BBBBBBB BBBBBBBBBBBBBBBBBBBBBB
BBBB BBBB BB
BBBBB BBBBBBB BBBBBBBBBBB gettext(u'Error:')  BBBBB gettext(u'Choose a password') BBBBBBBB

BBBBB BBBBBB gettext(u'Choose a password') BBBBBBBB

BBBBB BBBBBBBXXXX gettext(u'Choose a password') XXXXX
XX XXXXXXXXXXXXX gettext(u'So far you come in another way; with a password you can also sign in by address.') XXXXBBBBBBBB BBBBBBB

BBBBB BBBBBBB
BBB BBBBBBBBBBBBB BB BBBBBB gettext(u'Keep this password') BBBBBBB BBBBBBBBBBBBBBBBBBBBB
BBBBBBBB BBBBBBB
