BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBB
BBBB BBBB
BBBBB BBBBB gettext(u'Thank you for opening an account on Simpul. Open the page below and press the button; then you can sign in. If it was not you, do nothing: an account nobody confirms is forgotten.') BBBBBBBB BBBBB
