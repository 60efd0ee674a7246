BBBB BBBB gettext(u'A link is on its way to that address. Open it and press the button.') 
