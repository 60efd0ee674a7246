BBBB BBBB gettext(u'Your address is confirmed.') 
