"""Read one PDF in a process of its own, run by its path: what is sent may be made to exhaust us.

Takes the PDF on its input, answers the number of pages and the words on its output, and is ended by
the system where it asks for more time or memory than any letter does.
"""

import io
import json
import sys

from pypdf import PdfReader

SECONDS = 10
BYTES = 1024 * 1024 * 1024
# More is not read: no letter of ours is longer, and reading is work.
MOST_PAGES = 60
MOST_WORDS = 100_000


def main(pages_only: bool) -> None:
    _bound()
    reader = PdfReader(io.BytesIO(sys.stdin.buffer.read()))
    if reader.is_encrypted:
        sys.exit(1)
    words: list[str] = []
    for page in () if pages_only else reader.pages[:MOST_PAGES]:
        words += (page.extract_text() or "").split()
        if len(words) >= MOST_WORDS:
            break
    json.dump({"pages": len(reader.pages), "words": words[:MOST_WORDS]}, sys.stdout)


def _bound() -> None:
    try:
        import resource  # noqa: PLC0415 - not every system has it; the caller's clock is there too
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


if __name__ == "__main__":
    main(sys.argv[1:] == ["pages"])
