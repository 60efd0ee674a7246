"""What the terminal says about the demonstration."""

# Known to everybody, and good for nothing but trying out.
PASSWORD = "contoh-simpul-2026"  # noqa: S105 -- shown on the terminal and in the docs
