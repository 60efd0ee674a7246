BBBB BBBB gettext(u'You are signed out everywhere else.') 
