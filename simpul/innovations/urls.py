"""Addresses of the catalogue."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from simpul.innovations.views import catalogue, detail, years

app_name = "innovations"

urlpatterns = [
    path(_("innovations/"), catalogue.catalogue, name="catalogue"),
    path(_("innovations/suggest/"), catalogue.suggest, name="suggest"),
    path(_("innovations/<slug:slug>/"), detail.detail, name="detail"),
    path(_("innovations/<slug:slug>/card.png"), detail.card, name="card"),
    path(_("innovations/<slug:slug>/qr.svg"), detail.qr, name="qr"),
    path(_("innovations/<slug:slug>/data.jsonld"), detail.jsonld, name="jsonld"),
    path(_("years/"), years.years, name="years"),
    path(_("years/<int:year>/"), years.year, name="year"),
]
