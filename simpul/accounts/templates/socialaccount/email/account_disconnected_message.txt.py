BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBB BBBB
BBBBB BBBB gettext(u'Your account on Simpul can no longer be entered through the other organisation.') BBBBBBBB BBBB
