BBBB BBBB gettext(u'Another way in was removed') 
