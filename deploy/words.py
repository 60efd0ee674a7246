"""Compile every catalogue under locale with Babel; --strict fails on untranslated words."""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

is_strict = "--strict" in sys.argv
missing = 0
for path in sorted(Path("locale").glob("*/LC_MESSAGES/django.po")):
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.parts[1])
    for message in catalogue:
        texts = [message.string] if isinstance(message.string, str) else message.string
        if message.id and (message.fuzzy or not all(texts)):
            missing += 1
            if is_strict:
                sys.stderr.write(f"{path}: not translated: {message.id!r}\n")
    new = path.with_suffix(".mo.new")
    with new.open("wb") as file:
        write_mo(file, catalogue)
    new.replace(path.with_suffix(".mo"))
if missing and is_strict:
    sys.exit(1)
