BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBB BBBB
BBBBB BBBB gettext(u'Your account on Simpul can now also be entered through another organisation.') BBBBBBBB BBBB
