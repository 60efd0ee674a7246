BBBB BBBB gettext(u'The other way in is connected.') 
