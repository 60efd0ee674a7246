BBBBBBB BBBBBBBBBBBBBBBBBBBB
BBBB BBBB BB
BBBBB BBBBBBB BBBBBBBBBBB gettext(u'Error:')  BBBBB gettext(u'Look into your mail') BBBBBBBB

BBBBB BBBBBBBXXXX gettext(u'Look into your mail') XXXXXBBBBBBBB

BBBBB BBBBBBB
BBBBBB BBBBBBBBBXXX gettext(u'If an account has the address you gave, a link is on its way there. It works for three days.') SS SS SSSSSSS SSS SSS SSSSSSS SSS SSSSS S SSSS SS SS SSS SSS SSSSSS SS SSSSS SSS SSSSS SSSSSXXXXBBBBBBBBB
XX XXXXXXXXXXXXX gettext(u'Nothing there after a few minutes? Look into the folder for spam, or try the other address you may have used.') XXXX
XXXXX XXXXXXBBB BBBBBBBBBBBBBBBXX gettext(u'Sign in') XXXXXXXX
BBBBBBBB BBBBBBB
