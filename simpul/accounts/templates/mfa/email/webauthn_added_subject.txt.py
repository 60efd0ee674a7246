BBBB BBBB gettext(u'A passkey was added') 
