BBBBBBB BBBBBBBBBBBBBBBBBBBB
BBBB BBBB BB
BBBBB BBBBBBB BBBBBBBBBBB gettext(u'Confirm your address') BBBB gettext(u'This link no longer works') BBBBBBBBBBBBB

BBBBB BBBBBBBXXXXBB BBBBBBBBBBB gettext(u'Confirm your address') BBBB gettext(u'This link no longer works') BBBBBXXXXXBBBBBBBB

BBBBB BBBBBBB
BB BBBBBBBBBBB
XXXXX XXXXXXXXXXXXX XXXXXXXXXXXXX XXXXXXXXBBB BBBBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBXX
  BBBBBBBBBB
  XXX gettext(u'Is <strong>%(address)s</strong> yours? Then press the button.') SS SSSSSSSSSSSSSSSSSSSSSSSSSSSS SSSSSS SSSS SSSSS SSS SSSSSSSXXXX
  XXX gettext(u'Yes, this address is mine') BBBBBB BBBBBBBBXXXX
XXXXXXX
BBBB BBBBBBBBBBBB
XXX gettext(u'Another account has confirmed this address already. Sign in there, or choose another address.') XXXX
XXXXX XXXXXXBBB BBBBBBBBBBBBBBBXX gettext(u'Sign in') XXXXXXXX
BBBB
XXX gettext(u'It is too old or was used already. Sign in: if your address is not confirmed yet, we send a new link.') XXXX
XXXXX XXXXXXBBB BBBBBBBBBBBBBBBXX gettext(u'Sign in') XXXXXXXX
BBBBB
BBBBBBBB BBBBBBB
