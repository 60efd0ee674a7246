"""What operations and their parts are called, in the languages of the site."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Told:
    """An operation in a few words, and in some sentences."""

    summary: str | Promise
    about: str | Promise


OPERATIONS = {
    "start": Told(
        _("Where to begin"),
        _("What stands where."),
    ),
    "vocabularies": Told(
        _("List the lists"),
        _("Every list whose codes stand in answers and filters."),
    ),
    "vocabulary": Told(
        _("One list"),
        _("A list with every word of it, in both languages, with its source."),
    ),
    "competitions": Told(
        _("List competitions"),
        _("Programmes that compare innovations or their owners, with their editions."),
    ),
    "competition": Told(
        _("One competition"),
        _("A competition with its editions."),
    ),
    "edition": Told(
        _("One edition"),
        _("How many each award was given to, which regions won, and where known winners are."),
    ),
    "figures": Told(
        _("List figures"),
        _("Every number that pages show by name, with how it is counted."),
    ),
    "figure": Told(
        _("One figure"),
        _("What a figure says now, and as of when."),
    ),
    "statements": Told(
        _("What sources stated"),
        _("Figures as outside sources state them, one row each. Where they disagree, all stand."),
    ),
    "innovations": Told(
        _("Search and list"),
        _(
            "The list as on screen: same names of filters, same counts, same order. A "
            "filter value that stands in no list is left out and named under `problems`, "
            "as on the page. By relevance, distance and title a list goes as deep as on "
            "screen, 10,000 rows; any other to its end."
        ),
    ),
    "innovation": Told(
        _("One innovation"),
        _(
            "Everything readers see of a record, and which source says so under which terms. A "
            "record that was merged leads on to the one that stands for it; a withdrawn one says "
            "so."
        ),
    ),
    "history": Told(
        _("Its versions"),
        _("Every version that was public, the newest first, with what changed."),
    ),
    "changes": Told(
        _("What changed"),
        _(
            "Each record that changed after a number of the journal, as it is now. Who "
            "keeps a copy follows `next` while there is `more`, keeps the last `next`, "
            "and comes back later. Records that were withdrawn, or merged into another, "
            "are named as such."
        ),
    ),
    "institutions": Told(
        _("List institutions"),
        _("Bodies that own services, by code; with `q` their units, too."),
    ),
    "institution": Told(
        _("One institution"),
        _("A body with every name it carries or carried, and whose works it took over."),
    ),
    "hubs": Told(
        _("List hubs"),
        _("Every hub on record, with how far it is known to have come."),
    ),
    "hub": Told(
        _("One hub"),
        _("A hub with what happened to it, each time with the document and the source."),
    ),
    "regions": Told(
        _("List regions"),
        _("Provinces, regencies and cities by the code of the Ministry of Home Affairs."),
    ),
    "region": Told(
        _("One region"),
        _("A region with area, population, other names and what lies in it."),
    ),
    "read_drafts": Told(
        _("List drafts"),
        _("The drafts of the institution, the newest first."),
    ),
    "read_draft": Told(
        _("One draft"),
        _("A draft with its answers and their revisions, its files, and what may be done with it."),
    ),
    "read_blocks": Told(
        _("What blocks it"),
        _("What the rules refuse, as the form says it; empty when it can be submitted."),
    ),
    "begin_draft": Told(
        _("Begin a draft"),
        _(
            "Begin to write about something new, or about a record of the institution. A "
            "record of which somebody writes already answers 409 with the number of that "
            "draft."
        ),
    ),
    "save_answers": Told(
        _("Save answers"),
        _(
            "Keep answers, whatever they say; the rules are asked on submission. `base` "
            "names the revision each was written on. Where somebody else wrote meanwhile,"
            " both texts are kept and the answer is 409 with the two; the others are "
            "saved all the same."
        ),
    ),
    "choose_text": Told(
        _("Choose between two texts"),
        _("Let the draft say `value` where two texts stood; both stay readable."),
    ),
    "take_step": Told(
        _("Submit, take back, drop"),
        _(
            "Take a step of the workflow: `submit` it, `ask_sign_off` first, `recall` or "
            "`drop` it. What the rules refuse answers 409 with everything that blocks; a "
            "step that is not open now answers 409."
        ),
    ),
    "add_evidence": Told(
        _("Add a file that comes whole"),
        _(
            "The bytes of a file up to 2.5 MB; larger ones come in pieces. What it is, is"
            " told from what is in it. Metadata of pictures is taken out. Private unless "
            "`public` says otherwise."
        ),
    ),
    "begin_upload": Told(
        _("Begin a file in pieces"),
        _("Make room for a file; a file that was begun before goes on where it stopped."),
    ),
    "put_piece": Told(
        _("Send a piece"),
        _(
            "The bytes that begin at `offset`, as many as `piece_bytes` at most. Twice "
            "does no harm."
        ),
    ),
    "finish_upload": Told(
        _("Finish a file"),
        _("Check a file that came in pieces, and add it to the draft."),
    ),
    "remove_evidence": Told(
        _("Take a file away"),
        _("Take a file away from the record; on the page it can be brought back for a day."),
    ),
    "say_status": Told(
        _("Say whether it still runs"),
        _(
            "The word of the owner, which readers see at once; it answers an open "
            "question of the hub."
        ),
    ),
    "read_me": Told(
        _("What this key is"),
        _("For whom the key acts, what it may do, and until when."),
    ),
}

PARAMETERS = {
    "name": _("The name of the file."),
    "figure": _("The key of what is counted."),
    "topic": _("What it is about, such as a programme."),
    "year": _("Years."),
    "kind": _("Kinds, such as `regency`; of a file, what it is."),
    "province": _("Codes of provinces."),
    "state": _("`verified` by a hub or only `listed`; of an institution, `active` or `ended`."),
    "q": _("Words to search, as in the search box."),
    "exact": _("Only the words as written, no related ones."),
    "regency": _("Codes of regencies and cities."),
    "owner": _("Codes of institutions; what they inherited comes along."),
    "sector": _("Keys of sectors."),
    "affair": _("Codes of government affairs."),
    "goal": _("Numbers of the goals of sustainable development."),
    "award": _("Codes of award levels."),
    "source": _("Keys of sources that name the record."),
    "stage": _("Codes of life stages."),
    "hub": _("Codes of responsible hubs."),
    "sort": _("The order; without it by relevance for words, else the newest first."),
    "lat": _("Where distances begin: latitude."),
    "lng": _("Where they begin: longitude."),
    "facets": _("Facets to count, such as `sector,year`; `all` counts every one."),
    "updated_since": _("Only what changed then or later, the earliest change first; `sort` rests."),
    "after": _("The number in `next` or `Simpul-Seq` of an answer before."),
    "told": _("How many records of the next entry were told; from `next`."),
    "cursor": _("Where to go on, from `next` of the answer before; its inside is ours."),
    "size": _("How many rows an answer holds at most."),
    "id": _("The permanent number of the record."),
    "code": _("Its code."),
    "slug": _("Its name in addresses."),
    "key": _("Its name in addresses."),
    "number": _("The number of the draft."),
    "step": _("What to do with it."),
    "text": _("The number of the second text."),
    "token": _("The name of the upload."),
    "file": _("The number of the file."),
    "offset": _("Where in the file the piece begins."),
    "lang": _("The language of labels and messages; without it what Accept-Language asks for."),
    "Idempotency-Key": _(
        "A name for this request: sent again under it, it is answered but not done again."
    ),
    "field": _("The answer a file shows."),
    "title": _("What a file is called for readers."),
    "public": _("Anybody may open it once the record is verified."),
}
