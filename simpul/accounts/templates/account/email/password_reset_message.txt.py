BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBB BBBB
BBBBB BBBB gettext(u'The password of your account on Simpul was changed by a mailed link.') BBBBBBBB BBBB
