BBBB BBBB gettext(u'The address is removed.') 
