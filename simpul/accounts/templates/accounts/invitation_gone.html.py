BBBBBBB BBBBBBBBBBBBBBBBBBBB
BBBB BBBB BB
BBBBB BBBBB gettext(u'This invitation no longer works') BBBBBBBB

BBBBB BBBBBBBXXXX gettext(u'This invitation no longer works') XXXXX
XX XXXXXXXXXXXXX gettext(u'It was used already, or is too old. If you chose a password before, sign in; otherwise ask whoever invited you to send it again.') XXXXBBBBBBBB BBBBBBB

BBBBB BBBBBBBXXX gettext(u'Sign in') BBB BBBBBBBBBBBBBBB BB BBBBBBBBBBB BBBBBBBB BBBBBBBBBXXXXBBBBBBBB
