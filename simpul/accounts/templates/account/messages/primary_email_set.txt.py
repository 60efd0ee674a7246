BBBB BBBB gettext(u'This is your address now.') 
