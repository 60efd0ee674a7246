"""What tests of harvesting share: schemas, questions, and a journal that is followed."""

from datetime import timedelta
from functools import cache
from pathlib import Path

from lxml import etree

from simpul.core import clock, journal
from simpul.exchange.services import harvesting

SCHEMAS = Path(__file__).parent / "schemas"
SPACES = {
    "o": "http://www.openarchives.org/OAI/2.0/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "s": "urn:simpul:record:1",
}


class _Here(etree.Resolver):
    """Finds the one schema that is named by its address on the web."""

    def resolve(self, address, public_id, context):
        if address.endswith("/xml.xsd"):
            return self.resolve_filename(str(SCHEMAS / "xml.xsd"), context)
        return None


@cache
def schema():
    parser = etree.XMLParser()
    parser.resolvers.add(_Here())
    return etree.XMLSchema(etree.parse(str(SCHEMAS / "everything.xsd"), parser))


def ask(client, *, post=False, **arguments):
    """The answer to a question, which is valid whatever it says."""
    arguments = {"from" if name == "since" else name: value for name, value in arguments.items()}
    answer = client.post("/oai", arguments) if post else client.get("/oai", arguments)
    assert answer.status_code == 200, answer.content
    document = etree.fromstring(answer.content)
    schema().assertValid(document)
    return document


def found(document, path):
    return document.xpath(path, namespaces=SPACES)


def texts(document, path):
    return [element.text for element in found(document, path)]


def codes(document):
    return [error.get("code") for error in found(document, "//o:error")]


def headers(document):
    """Number -> status of what a page lists."""
    return {
        header.findtext("o:identifier", namespaces=SPACES).rsplit(":", 1)[1]: header.get("status")
        for header in found(document, "//o:header")
    }


def followed(*, ago=timedelta(seconds=10)):
    """Let the headers follow the journal, as if that had been a while ago."""
    journal.seal_pending()
    with clock.frozen(clock.now() - ago):
        return harvesting.follow_journal().written
