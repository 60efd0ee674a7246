BBBBBBB BBBBBBBBBBBBBBBBBBBBBB
BBBB BBBB BB
BBBBB BBBBBBB BBBBBBBBBBB gettext(u'Error:')  BBBBB gettext(u'Close the account') BBBBBBBB

BBBBB BBBBBB gettext(u'Close the account') BBBBBBBB

BBBBB BBBBBBBXXXX gettext(u'Close the account') XXXXXBBBBBBBB

BBBBB BBBBBBB
BB BBBBBBBBBBBBB BB BBBBBBBBBBB gettext(u'Hand over first') BBBBBB BBBBBBBBBBB BBBBBBBBBBBXXX gettext(u'Offices you hold: %(offices)s. Duties that wait for you alone: %(duties)s. Both end with the account.') SSSSSSS SSS SSSSS SSSSSSSSSSSS SSSSSS SSSS SSSS SSS SSS SSSSSS SSSSSSSSSSS SSSS SSS SSSS SSS SSSSSSSSXXXXBBBBBBBBBBBBBB
XXX XXXXXXXXXXXXXXXX
  XXXX gettext(u'Removed at once: address, NIP, password, passkeys, app, recovery codes, sessions, your messages.') XXXXX
  XXXX gettext(u'Kept as public record: what you published and decided, with the date.') XXXXX
  XXXX gettext(u'It cannot be undone. You may open a new account with the same address at any time.') XXXXX
XXXXX
XXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBXX gettext(u'Take a copy of your data first') XXXXXXXX
BBB BBBBBBBBBBBBBBBBBBB BB BBBBBB gettext(u'Close the account for good') 
BBBBBBB BBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBB
BBBBBBBB BBBBBBB
