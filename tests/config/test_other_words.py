"""An address in the words of one language leads a reader of the other to the same page."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("asked", "reads", "led_to"),
    [
        ("/inovasi/", "en-US,en;q=0.9", "/en/innovations/"),
        ("/inovasi", "en", "/en/innovations/"),
        ("/inovasi/?q=akta&sort=title", "en", "/en/innovations/?q=akta&sort=title"),
        ("/akun/masuk/", "en", "/en/account/sign-in/"),
        ("/innovations/", "id", "/id/inovasi/"),
        ("/en/inovasi/", "id", "/en/innovations/"),
        ("/id/innovations/", "en", "/id/inovasi/"),
        ("/id/innovations/?page=2", "en", "/id/inovasi/?page=2"),
        ("/inovasi/", "id", "/id/inovasi/"),
    ],
)
def test_the_page_is_the_same(client, asked, reads, led_to):
    response = client.get(asked, headers={"accept-language": reads})

    assert (response.status_code, response.headers["Location"]) == (302, led_to)


@pytest.mark.parametrize(
    "asked",
    [
        "/tidak-ada/",
        "/en/tidak-ada/",
        "/id/inovasi/tidak-ada/",
        "/inovasi//contoh.test/",
        "/en//inovasi/",
    ],
)
def test_what_is_not_there_is_not_there_in_any_words(client, asked):
    assert client.get(asked, headers={"accept-language": "en"}).status_code == 404


def test_what_was_sent_is_led_nowhere(client):
    assert client.post("/en/inovasi/", {"q": "akta"}).status_code in (404, 405)
