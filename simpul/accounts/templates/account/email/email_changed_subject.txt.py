BBBB BBBB gettext(u'Your address was changed') 
