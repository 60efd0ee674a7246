BBBB BBBB gettext(u'Another account has confirmed this address already.') 
