"""What every test may use."""

import os

# Playwright's synchronous API runs an event loop in this thread; Django would refuse to query in it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
