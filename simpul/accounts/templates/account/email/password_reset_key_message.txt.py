BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBB
BBBB BBBB
BBBBB BBBBB gettext(u'Somebody asked for a new password for your account on Simpul. If it was you, open the page below. If not, do nothing: your password stays.') BBBBBBBB BBBBB
