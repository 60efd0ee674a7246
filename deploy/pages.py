"""Keep one page of every kind a running hub has, found by following its own links."""

import re
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urljoin, urlsplit

PAGE = re.compile(r'<a\b[^>]*\bhref="([^"#]+)"')
MOST = 80


def kind(path: str) -> str:
    """Two addresses of one kind differ only in which object they show."""
    parts = path.strip("/").split("/")
    return "/".join([*parts[:2], *("*" for _ in parts[2:])])


def fetched(address: str) -> str:
    """The page, or nothing when it is no HTML."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310 - our own
                is_page = answer.headers.get_content_type() == "text/html"
                return answer.read().decode() if is_page else ""
        except urllib.error.HTTPError:
            return ""
        except OSError:
            time.sleep(1)
    raise SystemExit(f"{address} does not answer")


def main(site: str, directory: Path) -> None:
    """Walk from both home pages, one address of each kind, with and without a query."""
    directory.mkdir(parents=True, exist_ok=True)
    waiting = [f"{site}/id/", f"{site}/en/"]
    seen = {kind(urlsplit(address).path) for address in waiting}
    kept = 0
    while waiting and kept < MOST:
        address = waiting.pop(0)
        page = fetched(address)
        if not page:
            continue
        name = re.sub(r"[^0-9A-Za-z]+", "-", address.removeprefix(site)).strip("-")
        (directory / f"{name}.html").write_text(page)
        kept += 1
        for link in PAGE.findall(page):
            parts = urlsplit(urljoin(address, link.replace("&amp;", "&")))
            name = kind(parts.path) + ("?" if parts.query else "")
            if parts.netloc == urlsplit(site).netloc and name not in seen:
                seen.add(name)
                waiting.append(parts.geturl())
    if not kept:
        raise SystemExit(f"{site} shows no page")
    sys.stdout.write(f"{kept} pages\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
