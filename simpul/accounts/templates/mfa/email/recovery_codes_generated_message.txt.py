BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBB BBBB
BBBBB BBBB gettext(u'New recovery codes were made for your account on Simpul; those made before no longer work.') BBBBBBBB BBBB
