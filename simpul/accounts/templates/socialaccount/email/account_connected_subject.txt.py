BBBB BBBB gettext(u'Another way in was added') 
