BBBBBBB BBBBBBBBBBBBBBBBBBBB
BBBB BBBB BB
BBBBB BBBBB gettext(u'Your account is closed') BBBBBBBB

BBBBB BBBBBBBXXXX gettext(u'Your account is closed') XXXXX
XX XXXXXXXXXXXXX gettext(u'Thank you for what you shared. A mail confirms it; everything public can still be read.') XXXXBBBBBBBB BBBBBBB

BBBBB BBBBBBBXXXXX XXXXXXBBBBBBBBXX gettext(u'To the home page') XXXXXXXXBBBBBBBB
