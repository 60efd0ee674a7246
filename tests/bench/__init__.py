"""Benches: how fast the product is, as ratios against a named baseline in the same run.

Nothing here asserts a time. A bench yields ``Result`` rows; each says what it was measured against
and what the target is. Add one by writing a function in a module named in ``MODULES``:

    @bench("catalogue page, uncached", needs="hub")
    def catalogue_page(size): yield Result(...)

``needs="hub"`` gives it a data directory with the shipped facts loaded, made once under build/.
"""
