"""The JSON API, version 1: the same data and the same rules as on the pages, for programs.

``door`` is what happens to every request and answer, ``operations`` what can be asked, ``shapes``
what answers look like, ``problems`` and ``faults`` what is told when it cannot be done,
``document`` the description that programs read.
"""
