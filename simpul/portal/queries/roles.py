"""Who comes to the hub, and what each can do here today."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Action:
    """One thing to do: a sentence and the page where it is done."""

    text: str | Promise
    url_name: str
    arguments: Mapping[str, object] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """The address of the page, with what it should show."""
        address = reverse(self.url_name, kwargs=dict(self.arguments))
        return f"{address}?{urlencode(self.query)}" if self.query else address


@dataclass(frozen=True)
class Role:
    """One answer to "who am I", with what the hub gives and what it asks."""

    key: str
    label: str | Promise
    promise: str | Promise
    actions: tuple[Action, ...]


CATALOGUE = "innovations:catalogue"

ROLES = (
    Role(
        "unit",
        _("I work in a service unit"),
        _("See who has solved your problem before, and whether your own work is already recorded."),
        (
            Action(_("Describe your problem and see what worked elsewhere"), CATALOGUE),
            Action(_("Look up your institution and check what is recorded"), "organisations:list"),
            Action(_("Find the hub that answers for your institution"), "hubs:list"),
            Action(_("See what a complete record tells its readers"), "portal:about"),
        ),
    ),
    Role(
        "local-admin",
        _("I am the admin of an institution"),
        _("Check the records of your institution, what is missing, and where they came from."),
        (
            Action(_("Open your institution's page"), "organisations:list"),
            Action(_("Download its records as a spreadsheet from the catalogue"), CATALOGUE),
            Action(_("See which values contradict each other, with their sources"), CATALOGUE),
            Action(_("Find your responsible hub"), "hubs:list"),
        ),
    ),
    Role(
        "province",
        _("My province has no hub yet"),
        _("See how the others began, with dates and documents, and who your neighbours are."),
        (
            Action(_("Compare the hubs by status and year"), "hubs:list"),
            Action(_("See your province on the map"), "portal:map"),
            Action(_("See what your regencies and cities have recorded"), "geography:regions"),
        ),
    ),
    Role(
        "ministry",
        _("I work in a ministry or agency"),
        _("Find the innovations of your institution and of those it succeeded."),
        (
            Action(
                _("Open your institution, with its former names"),
                "organisations:list",
                query={"kind": "ministry"},
            ),
            Action(_("See the sectors and what is recorded in each"), "vocabularies:sectors"),
            Action(
                _("See the competitions and how much of each is known here"), "competitions:list"
            ),
        ),
    ),
    Role(
        "university",
        _("I teach or do research"),
        _("Open data with sources, to be cited, checked and corrected."),
        (
            Action(_("Filter the catalogue and download it as CSV, XLSX or JSON"), CATALOGUE),
            Action(_("Read how each figure is computed"), "ui:figures"),
            Action(_("Look by development goal"), "vocabularies:goals"),
        ),
    ),
    Role(
        "civil-society",
        _("I am with a civil society organisation"),
        _("See which services exist for the people you work with, and where none is recorded."),
        (
            Action(_("Look by development goal"), "vocabularies:goals"),
            Action(_("Look at your region"), "geography:regions"),
            Action(_("Follow a topic by its feed"), CATALOGUE),
        ),
    ),
    Role(
        "business",
        _("I run a business or a public enterprise"),
        _("See which public services work with enterprises and which enterprises innovate."),
        (
            Action(_("Browse by sector"), "vocabularies:sectors"),
            Action(
                _("See innovations of public enterprises"),
                CATALOGUE,
                query={"kind": "state_enterprise"},
            ),
            Action(
                _("Find licensing services"),
                CATALOGUE,
                query={"sector": "perizinan"},
            ),
        ),
    ),
    Role(
        "journalist",
        _("I am a journalist"),
        _("Numbers with their method, records with their sources, awards with their coverage."),
        (
            Action(_("Read the figures and how each is computed"), "ui:figures"),
            Action(_("Check an award against its edition"), "competitions:list"),
            Action(_("Download what you filtered"), CATALOGUE),
        ),
    ),
    Role(
        "resident",
        _("I am a resident"),
        _("Find services near you, what they do for you and whether they still run."),
        (
            Action(_("See innovations near you"), "portal:near"),
            Action(_("Open your regency or city"), "geography:regions"),
            Action(_("Search in your own words"), CATALOGUE),
        ),
    ),
    Role(
        "delegate",
        _("I come from another country"),
        _("The whole hub in English, and the cases known beyond Indonesia."),
        (
            Action(_("Search in English"), CATALOGUE),
            Action(_("See the winners of international awards"), "competitions:list"),
            Action(_("Look by development goal"), "vocabularies:goals"),
        ),
    ),
)


def role(key: str) -> Role | None:
    """The role with this key, or None."""
    return next((known for known in ROLES if known.key == key), None)
