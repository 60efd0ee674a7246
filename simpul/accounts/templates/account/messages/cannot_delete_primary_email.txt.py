BBBB BBBB gettext(u'This is the address you sign in with; give another one first.') 
