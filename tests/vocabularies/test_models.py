import pytest
from django.db import IntegrityError
from django.utils import translation

from tests.factories.vocabularies import AffairFactory, GoalFactory, SectorFactory, StageFactory

pytestmark = pytest.mark.django_db


def test_a_term_answers_in_the_language_of_the_reader():
    sector = SectorFactory(label_id="Kesehatan", label_en="Health")

    with translation.override("en"):
        english = str(sector)
    with translation.override("id"):
        indonesian = str(sector)

    assert (english, indonesian) == ("Health", "Kesehatan")


def test_a_stage_says_what_it_means_in_both_languages():
    stage = StageFactory(meaning_id="Sudah dihentikan.", meaning_en="Has been ended.")

    with translation.override("en"):
        assert stage.meaning == "Has been ended."
    with translation.override("id"):
        assert stage.meaning == "Sudah dihentikan."


def test_the_family_key_is_read_without_a_query(django_assert_num_queries):
    sector = SectorFactory()

    with django_assert_num_queries(0):
        assert sector.family_id == "sehat"


def test_a_rule_cannot_end_before_it_begins():
    with pytest.raises(IntegrityError):
        AffairFactory(valid_from="2020-01-02", valid_to="2020-01-01")


def test_there_is_no_eighteenth_goal():
    with pytest.raises(IntegrityError):
        GoalFactory(number=18)
