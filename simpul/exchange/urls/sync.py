"""What installations ask each other; the version of the protocol stands in the address."""

from django.urls import path

from simpul.exchange.views import sync

urlpatterns = [
    path("", sync.introduction, name="sync"),
    path("feed", sync.feed, name="sync_feed"),
    path("state", sync.state, name="sync_state"),
    path("inbox", sync.inbox, name="sync_inbox"),
    path("files/<str:sha256>", sync.public_file, name="sync_file"),
]
