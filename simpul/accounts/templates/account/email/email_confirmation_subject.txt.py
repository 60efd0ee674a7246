BBBB BBBB gettext(u'Confirm your address') 
