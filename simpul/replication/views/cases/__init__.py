"""Pages of cases: public, on the desk, and one page for each thing to do."""
