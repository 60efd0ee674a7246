BBBBBBB BBBBBBBBBBBBBB
BBBB BBBB BB
BBBBB BBBBB gettext(u'Privacy notice') BBBBBBBB

BBBBB BBBBBBBBBBB gettext(u'What this site keeps about people with an account, why, how long, and what you can ask for.') BBBBBBBB

BBBBB BBBBBB gettext(u'Privacy notice') BBBBB BBBBBBBBBBBBBBBBBB

BBBBB BBBBXXXX XXXXXXXXXXXXX
XXXXXXX XXXXXXXXXXXXXXXXXXXXXX gettext(u'Privacy notice') XXXXXXX XXXXXXXXXXXXX gettext(u'What this site keeps about people with an account, why, how long, and what you can ask for.') XXXXXX XXXXXXXXXXXXX gettext(u'Wording of %(version)s') SSSSSSS SS SSSSSSSSSSSXXXXXXXXXXXXX
XXXX XXXXXXXXXXXX XXXXXXX
XXXX gettext(u'Who reads needs no account') XXXXX
XXX gettext(u'Public pages set no cookie and keep no profile of who reads them.') XXXX
XXXX gettext(u'What an account holds') XXXXX
XXX XXXXXXXXXXXXXXXX
XXXX gettext(u'Your name, which stands beside what you publish or decide.') XXXXX
XXXX gettext(u'Your e-mail address, to sign in and to write to you; never shown to others.') XXXXX
XXXX gettext(u'Your NIP, if you give it, to sign in and to be found by your institution; never public. We never ask for your NIK.') XXXXX
XXXX gettext(u'Language, time zone and how often we write.') XXXXX
XXXX gettext(u'Where you are signed in: browser and network address, until you sign out.') XXXXX
XXXX gettext(u'What you did here, in a journal that cannot be changed unseen; its personal details can be erased.') XXXXX
XXXXX
XXXX gettext(u'Why, and on what ground') XXXXX
XXX gettext(u'To document public service innovations, have them checked and repeated, and to show who answers for them: your consent, and the public duty of the institution you act for (law 27/2022, article 20).') XXXX
XXXX gettext(u'How long') XXXXX
XXX gettext(u'As long as the account is open. When you close it, address, NIP, keys, sessions and messages go at once; public records stay. A sign-up nobody confirms is forgotten after %(unverified_days)s days.') SS SSSS SS SSS SSSSSSS SS SSSSS SSSS SSS SSSSS SSS SSSSSSSS SSSS SSSSS SSSSSSSS SSS SSSSSSSS SS SS SSSSS SSSSSS SSSSSSS SSSSS S SSSSSSS SSSSSS SSSSSSSS SS SSSSSSSSS SSSSS SSSSSSSSSSSSSSSSSSS SSSSSXXXX
XXXX gettext(u'Who sees it') XXXXX
XXX gettext(u'Your name: everybody, where you published. Address and NIP: only who looks after the accounts of your institution or hub, and every look is noted in the journal. Nothing is sold or passed on.') XXXX
XXXX gettext(u'What you can ask for') XXXXX
XXX gettext(u'A copy, a correction, the end of a consent, the closing of the account: all four you do yourself, at once.')  XX XXXXXXBBB BBBBBBBBBBBBBBBBBBBXX gettext(u'My data and my consent') XXXXXXXX
XXXXXXXXXXXXBBBBBBBB BBBB
