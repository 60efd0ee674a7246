BBBB BBBB gettext(u'New recovery codes') 
