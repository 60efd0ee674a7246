"""Addresses of the catalogue."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from simpul.innovations.views import (
    catalogue,
    company,
    detail,
    drafts,
    evidence,
    life,
    rivals,
    writing,
    years,
)

app_name = "innovations"

urlpatterns = [
    path(_("desk/innovations/"), drafts.mine, name="drafts"),
    path(_("desk/innovations/list.<str:kind>"), drafts.mine_file, name="drafts_file"),
    path(_("desk/innovations/new/"), drafts.start, name="begin"),
    path(_("desk/innovations/new/<slug:source>/"), drafts.start_from_file, name="start_from_file"),
    path(_("desk/innovations/similar/"), drafts.similar, name="similar"),
    path(_("desk/innovations/about/<slug:slug>/"), drafts.revise, name="revise"),
    path(_("desk/interview-sheet/"), drafts.sheet, name="sheet"),
    path(_("desk/token/"), writing.token, name="token"),
    path(_("desk/drafts/<int:pk>/"), drafts.overview, name="draft"),
    path(_("desk/drafts/<int:pk>/preview/"), drafts.preview, name="draft_preview"),
    path(_("desk/drafts/<int:pk>/save/"), writing.save, name="draft_save"),
    path(_("desk/drafts/<int:pk>/step/<slug:step>/"), writing.step, name="draft_step"),
    path(_("desk/drafts/<int:pk>/step/<slug:step>/here/"), writing.here, name="draft_here"),
    path(_("desk/drafts/<int:pk>/take/<slug:step>/"), drafts.take, name="draft_take"),
    path(_("desk/drafts/<int:pk>/invite/"), company.ask_along, name="invite"),
    path(_("desk/drafts/<int:pk>/unit/"), company.ask_unit, name="ask_unit"),
    path(_("desk/drafts/<int:pk>/statement/"), company.paper, name="confirm_on_paper"),
    path(_("desk/co-authors/<int:pk>/end/"), company.end_along, name="end_along"),
    path(_("desk/invitations/<str:token>/"), company.invitation, name="invitation"),
    path(_("desk/confirmations/<str:token>/"), company.confirmation, name="confirmation"),
    path(_("desk/two-texts/<int:pk>/"), rivals.compare, name="two_texts"),
    path(_("desk/drafts/<int:pk>/files/"), evidence.begin, name="file_begin"),
    path(
        _("desk/drafts/<int:pk>/files/<slug:token>/<int:offset>/"),
        evidence.piece,
        name="file_piece",
    ),
    path(_("desk/drafts/<int:pk>/files/<slug:token>/"), evidence.finish, name="file_finish"),
    path(_("evidence/<int:pk>/"), evidence.download, name="evidence"),
    path(_("evidence/<int:pk>/preview/"), evidence.preview, name="evidence_preview"),
    path(_("still-running/<str:key>/"), life.answer, name="answer"),
    path(_("desk/upkeep/<slug:public_id>/"), life.keep, name="keep"),
    path(_("desk/upkeep/<slug:public_id>/life/"), life.say, name="say_life"),
    path(_("desk/upkeep/<slug:public_id>/take-back/"), life.take_back, name="take_back_life"),
    path(_("desk/upkeep/<slug:public_id>/tests/"), life.show_test, name="show_test"),
    path(_("desk/tests/<int:pk>/"), life.decide_test, name="decide_test"),
    path(_("innovations/"), catalogue.catalogue, name="catalogue"),
    path(_("innovations/suggest/"), catalogue.suggest, name="suggest"),
    path(_("innovations/<slug:slug>/"), detail.detail, name="detail"),
    path(_("innovations/<slug:slug>/card.png"), detail.card, name="card"),
    path(_("innovations/<slug:slug>/qr.svg"), detail.qr, name="qr"),
    path(_("innovations/<slug:slug>/data.jsonld"), detail.jsonld, name="jsonld"),
    path(_("years/"), years.years, name="years"),
    path(_("years/<int:year>/"), years.year, name="year"),
]
