"""The components of every page: ``{% load ui %}``.

Each is one function, one template, one style file and one sample in the gallery. Arguments have
names, and a misspelt name is an error.
"""

from simpul.ui.templatetags.ui import blocks, charts, forms, frame, lists, marks, words
from simpul.ui.templatetags.ui.library import register

__all__ = ["blocks", "charts", "forms", "frame", "lists", "marks", "register", "words"]
