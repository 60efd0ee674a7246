BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBB
BBBB BBBB
BBBBB BBBBB gettext(u'Somebody tried to open an account on Simpul with this address, which has one already. If it was you, sign in, or choose a new password at the page below. If not, do nothing.') BBBBBBBB BBBBB
