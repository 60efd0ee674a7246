"""Mail that comes back pauses an address; what answers no mail of ours changes nothing."""

import io
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from simpul.core import addresses, outbox
from simpul.core.addresses import Refusal
from simpul.core.models import OutboxMessage, RefusedAddress
from simpul.core.outbox import Message

pytestmark = pytest.mark.django_db

REPORT = """\
From: MAILER-DAEMON@mx.example.go.id
To: simpul@hub.example.go.id
Subject: Undelivered Mail Returned to Sender
Message-ID: <returned@mx.example.go.id>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

The mailbox does not exist.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.go.id

Final-Recipient: rfc822; Warga@Example.go.id
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 user unknown

--B
Content-Type: text/rfc822-headers

From: simpul@hub.example.go.id
Message-ID: <{id}@hub.example.go.id>
Subject: Halo

--B--
"""

COMPLAINT = """\
From: fbl@mail.example
To: simpul@hub.example.go.id
Subject: complaint
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="B"

--B
Content-Type: text/plain

This is spam.

--B
Content-Type: message/feedback-report

Feedback-Type: abuse
Version: 1
Original-Rcpt-To: <warga@example.go.id>

--B
Content-Type: message/rfc822

From: simpul@hub.example.go.id
Message-ID: <{id}@hub.example.go.id>
Subject: Halo

Halo.

--B--
"""


@pytest.fixture
def ours():
    outbox.mail_to("welcome-1", "warga@example.go.id", Message("welcome", "Halo"))
    return addresses.mail_id("welcome-1")


def returned(id_, action="failed", status="5.1.1"):
    return REPORT.format(id=id_, action=action, status=status).encode()


def told(content, tmp_path):
    file, said = tmp_path / "returned.eml", io.StringIO()
    file.write_bytes(content)
    call_command("mail_bounce", str(file), stdout=said)
    return said.getvalue().strip()


def test_a_final_refusal_pauses_the_address_at_once(ours, tmp_path):
    said = told(returned(ours), tmp_path)

    assert said == "warga@example.go.id: paused (5.1.1)"
    row = RefusedAddress.objects.get()
    assert (row.address, row.refusals) == ("warga@example.go.id", 1)
    assert "user unknown" in row.reason
    assert addresses.is_paused("WARGA@example.go.id")


def test_a_refusal_for_the_moment_pauses_after_several(ours, tmp_path):
    for number in range(1, addresses.MOST_REFUSALS):
        said = told(returned(ours, "delayed", "4.2.2"), tmp_path)
        assert said == f"warga@example.go.id: refused {number} times (4.2.2)"
    assert not addresses.is_paused("warga@example.go.id")

    assert told(returned(ours, "delayed", "4.2.2"), tmp_path).endswith("paused (4.2.2)")


def test_a_complaint_pauses_too(ours, tmp_path):
    assert told(COMPLAINT.format(id=ours).encode(), tmp_path).endswith("paused (complaint)")


@pytest.mark.parametrize(
    "content",
    [
        returned("0" * 32),
        returned(addresses.mail_id("another-key")),
        b"Subject: hello\n\nno report at all",
        b"\xff\xfe\x00 broken",
        b"",
    ],
)
def test_what_answers_no_mail_of_ours_silences_nobody(ours, tmp_path, content):
    assert "nothing was changed" in told(content, tmp_path)
    assert not RefusedAddress.objects.exists()


def test_nothing_is_sent_to_a_paused_address_until_it_is_trusted_again(ours):
    addresses.refused(Refusal("warga@example.go.id", "5.1.1", "user unknown"))

    assert outbox.deliver() == (0, 0)
    assert OutboxMessage.objects.get().state == "queued"

    call_command("mail_bounce", trust="warga@example.go.id")
    assert outbox.deliver() == (1, 0)
    assert mail.outbox[0].extra_headers["Message-ID"].startswith(f"<{ours}@")


def test_trusting_an_unknown_address_is_an_error():
    with pytest.raises(CommandError, match="not known"):
        call_command("mail_bounce", trust="siapa@example.go.id")


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("mail_bounce", str(tmp_path / "no.eml"))


def test_a_mail_server_that_refuses_the_address_pauses_it(ours, monkeypatch):
    def refuse(self, fail_silently=False):
        raise SMTPRecipientsRefused({"warga@example.go.id": (550, b"5.1.1 user unknown")})

    monkeypatch.setattr(mail.EmailMessage, "send", refuse)

    assert outbox.deliver() == (0, 1)
    assert addresses.is_paused("warga@example.go.id")
