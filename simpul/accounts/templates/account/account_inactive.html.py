BBBBBBB BBBBBBBBBBBBBBBBBBBB
BBBB BBBB BB
BBBBB BBBBBBB BBBBBBBBBBB gettext(u'Error:')  BBBBB gettext(u'This account is closed') BBBBBBBB

BBBBB BBBBBBBXXXX gettext(u'This account is closed') XXXXXBBBBBBBB

BBBBB BBBBBBB
XXX gettext(u'It was closed by whose it was, or by the operators. You may open a new one.') XXXX
XXXXX XXXXXXBBB BBBBBBBBBBBBBBBBXX gettext(u'Open an account') XXXXXXXX
BBBBBBBB BBBBBBB
