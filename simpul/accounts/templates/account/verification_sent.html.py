BBBBBBB BBBBBBBBBBBBBBBBBBBB
BBBB BBBB BB
BBBBB BBBBB gettext(u'Look into your mail') BBBBBBBB

BBBBB BBBBBBBXXXX gettext(u'Look into your mail') XXXXXBBBBBBBB

BBBBB BBBBBBB
 gettext(u'One step is left') 
BBBBBB BBBBBBBBB BBBBBBBBBBBXXX gettext(u'We have sent a link to the address you gave. Open it and press the button there; then you can sign in.') SS SSSS SSSS S SSSS SS SSS SSSSSSS SSS SSSSS SSSS SS SSS SSSSS SSS SSSSSS SSSSSS SSSS SSS SSS SSSS SSSXXXXBBBBBBBBB
XX XXXXXXXXXXXXX gettext(u'Nothing there after a few minutes? Look into the folder for spam. Signing in with your password sends the link again.') SSSSSSS SSSSS SSSSS S SSS SSSSSSSS SSSS SSSS SSS SSSSSS SSS SSSSS SSSSSSS SS SSSS SSSS SSSSSSSS SSSSS SSS SSSS SSSSSSXXXX
XXXXX XXXXXXBBB BBBBBBBBBBBBBBBXX gettext(u'Sign in') XXXXXXXX
BBBBBBBB BBBBBBB
