"""The verbs of import: load, match, make a corpus."""
