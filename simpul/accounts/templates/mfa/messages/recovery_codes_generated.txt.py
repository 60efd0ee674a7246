BBBB BBBB gettext(u'New recovery codes are ready; those made before no longer work.') 
