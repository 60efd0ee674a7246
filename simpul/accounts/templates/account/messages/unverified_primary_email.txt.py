BBBB BBBB gettext(u'Confirm the address first.') 
