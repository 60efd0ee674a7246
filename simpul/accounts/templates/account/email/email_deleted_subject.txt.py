BBBB BBBB gettext(u'An address was removed') 
