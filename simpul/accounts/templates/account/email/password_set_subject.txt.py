BBBB BBBB gettext(u'Your account has a password now') 
