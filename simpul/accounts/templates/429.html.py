BBBBBBB BBBBBBBBBBBBBBBBBBBB
BBBB BBBB BB
BBBBB BBBBB gettext(u'Too many attempts in a row') BBBBBBBB

BBBBB BBBBBBBXXXX gettext(u'Too many attempts in a row') XXXXX
XX XXXXXXXXXXXXX gettext(u'To keep guessers out, this page rests for a minute. Nothing you did is lost; wait a little and try again.') XXXXBBBBBBBB BBBBBBB

BBBBB BBBBBBBXXXXX XXXXXXBBBBBBBBXX gettext(u'To the home page') XXXXXXXXBBBBBBBB
