BBBB BBBB gettext(u'Another account here uses this sign-in already.') 
