BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBB
BBBB BBBB
BBBBB BBBBB gettext(u'This address was given for an account on Simpul. If it was you, open the page below and press the button. If not, do nothing: without it the address does not count.') BBBBBBBB BBBBB
