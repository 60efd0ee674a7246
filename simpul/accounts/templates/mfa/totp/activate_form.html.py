BBBBBBB BBBBBBBBBBBBBBBBBBBBBB
BBBB BBBB BB
BBBBB BBBBBBB BBBBBBBBBBB gettext(u'Error:')  BBBBB gettext(u'Set up the authenticator app') BBBBBBBB

BBBBB BBBBBB gettext(u'Set up the authenticator app') BBBBBBBB

BBBBB BBBBBBBXXXX gettext(u'Set up the authenticator app') XXXXXBBBBBBBB

BBBBB BBBBBBB
XXX XXXXXXXXXXXXXXXXX
  XXXX gettext(u'Open an authenticator app on your phone, such as Google Authenticator, Microsoft Authenticator or Aegis.') XXXXX
  XXXX gettext(u'Let it read this picture, or type the key into it.') XXXXX
  XXXX gettext(u'Enter the six digits it shows.') XXXXX
XXXXX
XXXX XXXXXXXXXXXXXXXXXXXXX
XXX XXXXXXXXXXXXXXXXXXXXXXX gettext(u'Key') XXXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX
BBB BBBBBBBBBBB BB BBBBBB gettext(u'Turn the app on') 
BBBBBBB BBBBBBBBBBBBBBBBBBBBB
BBBBBBBB BBBBBBB
