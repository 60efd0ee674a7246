"""Whether mails arrive and are believed, asked of a name server of the test's own."""

import json
import socketserver
import threading

import dns.message
import dns.rcode
import dns.rrset
import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from simpul.config import mailcheck

DOMAIN = "hub.example.go.id"
WHERE = ("where", "")
GOOD = {
    (DOMAIN, "MX"): ["10 mx.example.go.id."],
    (DOMAIN, "TXT"): ['"site-verification=1"', '"v=spf1 mx " "-all"'],
    (f"s1._domainkey.{DOMAIN}", "TXT"): ['"v=DKIM1; k=rsa; p=MIIBIjANBgkq"'],
    ("_dmarc.example.go.id", "TXT"): ['"v=DMARC1; p=reject; rua=mailto:d@example.go.id"'],
}


@pytest.fixture
def names():
    """A name server that answers from a dictionary; gives the dictionary and its address."""
    records = dict(GOOD)

    class Answering(socketserver.BaseRequestHandler):
        def handle(self):
            content, door = self.request
            asked = dns.message.from_wire(content)
            question = asked.question[0]
            name = question.name.to_text(omit_final_dot=True).lower()
            kind = dns.rdatatype.to_text(question.rdtype)
            answer = dns.message.make_response(asked)
            if rows := records.get((name, kind)):
                answer.answer.append(dns.rrset.from_text(question.name, 60, "IN", kind, *rows))
            elif name not in {known[0] for known in records}:
                answer.set_rcode(dns.rcode.NXDOMAIN)
            door.sendto(answer.to_wire(), self.client_address)

    with socketserver.UDPServer(("127.0.0.1", 0), Answering) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        records[WHERE] = f"127.0.0.1:{server.server_address[1]}"
        yield records
        server.shutdown()


def looked(names, selector="s1"):
    asked = mailcheck.resolver(names[WHERE])
    return {row.what: row.stands for row in mailcheck.look(DOMAIN, selector, asked)}


def test_a_domain_in_order(names):
    found = looked(names)

    assert {what: stands for what, stands in found.items() if what != "mail server"} == {
        "MX": "ok",
        "SPF": "ok",
        "DKIM": "ok",
        "DMARC": "ok",
    }


@pytest.mark.parametrize(
    ("name", "rows", "what", "stands"),
    [
        ((DOMAIN, "MX"), [], "MX", "weak"),
        ((DOMAIN, "TXT"), ['"other"'], "SPF", "wrong"),
        ((DOMAIN, "TXT"), ['"v=spf1 +all"'], "SPF", "wrong"),
        ((DOMAIN, "TXT"), ['"v=spf1 -all"', '"v=spf1 mx -all"'], "SPF", "wrong"),
        ((DOMAIN, "TXT"), ['"v=spf1 redirect=_spf.example.go.id"'], "SPF", "ok"),
        ((f"s1._domainkey.{DOMAIN}", "TXT"), [], "DKIM", "wrong"),
        ((f"s1._domainkey.{DOMAIN}", "TXT"), ['"v=DKIM1; p="'], "DKIM", "wrong"),
        (("_dmarc.example.go.id", "TXT"), [], "DMARC", "wrong"),
        (("_dmarc.example.go.id", "TXT"), ['"v=DMARC1; p=none"'], "DMARC", "weak"),
        ((f"_dmarc.{DOMAIN}", "TXT"), ['"v=DMARC1; p=quarantine"'], "DMARC", "ok"),
    ],
)
def test_what_is_wrong_is_named(names, name, rows, what, stands):
    names[name] = rows

    assert looked(names)[what] == stands


def test_an_unknown_selector_is_weak_and_a_terminal_is_no_mail_server(names, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

    found = looked(names, selector="")

    assert (found["DKIM"], found["mail server"]) == ("weak", "wrong")


def test_a_mail_server_that_does_not_answer_is_named(names, settings):
    settings.EMAIL_BACKEND = mailcheck.SERVERS
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    assert looked(names)["mail server"] == "wrong"


def test_the_command_tells_and_sends(names, settings, capsys):
    settings.DEFAULT_FROM_EMAIL = f"Simpul <simpul@{DOMAIN}>"

    with pytest.raises(SystemExit, match="1"):
        call_command("mail_check", nameserver=names[WHERE], selector="s1", to="op@example.go.id")
    said = capsys.readouterr().out

    assert f"Mail of {DOMAIN}" in said
    assert "set EMAIL_URL" in said
    assert [letter.to for letter in mail.outbox] == [["op@example.go.id"]]


def test_the_command_answers_programs(names, capsys):
    with pytest.raises(SystemExit):
        call_command("mail_check", domain=DOMAIN, nameserver=names[WHERE], json=True)

    whats = [row["what"] for row in json.loads(capsys.readouterr().out)]
    assert whats == ["mail server", "MX", "SPF", "DKIM", "DMARC"]


def test_a_name_server_that_does_not_answer_is_said(monkeypatch):
    silent = mailcheck.resolver("127.0.0.1:1")
    silent.lifetime = 0.2
    monkeypatch.setattr(mailcheck, "resolver", lambda server: silent)

    with pytest.raises(CommandError, match="cannot be looked up"):
        call_command("mail_check", domain=DOMAIN)
