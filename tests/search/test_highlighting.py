from hypothesis import given
from hypothesis import strategies as st

from simpul.search.analysis import analyzer
from simpul.search.highlighting import Segment, highlight, snippet

TOKENS = frozenset({"layan", "akta", "lahir"})


def test_words_are_marked_whatever_their_form():
    segments = highlight("Melayani akta kelahiran di desa", TOKENS, analyzer())

    assert segments == [
        Segment("Melayani akta kelahiran", hit=True),
        Segment(" di desa", hit=False),
    ]


def test_markup_stays_plain_text_for_the_template_to_escape():
    segments = highlight("<b>akta</b>", TOKENS, analyzer())

    assert segments == [
        Segment("<b>", hit=False),
        Segment("akta", hit=True),
        Segment("</b>", hit=False),
    ]


@given(st.text(max_size=200), st.frozensets(st.text(max_size=8)))
def test_segments_joined_are_the_text(text, tokens):
    assert "".join(item.text for item in highlight(text, tokens, analyzer())) == text


def test_a_short_text_is_its_own_snippet():
    assert snippet("Akta kelahiran.", TOKENS, analyzer()) == "Akta kelahiran."


def test_the_snippet_holds_what_was_found():
    text = "Kalimat pembuka yang panjang. " * 20 + "Di sini akta kelahiran terbit. " + "Ekor. " * 90

    passage = snippet(text, TOKENS, analyzer(), length=120)

    assert "akta kelahiran" in passage
    assert passage.startswith("…")
    assert passage.endswith("…")
    assert len(passage) <= 122


@given(st.text(max_size=2000))
def test_any_text_has_a_snippet(text):
    assert len(snippet(text, TOKENS, analyzer(), length=100)) <= 102
