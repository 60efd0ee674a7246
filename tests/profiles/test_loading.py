import pytest
from django.conf import settings

from simpul.innovations.models import FIELDS
from simpul.profiles.models import Form, FormField, Mapping, Option
from simpul.profiles.queries.book import book
from simpul.profiles.queries.converting import CODED
from simpul.profiles.queries.forms import asked, forms_now, vocabulary_of
from simpul.profiles.services.loading import load_profiles

pytestmark = pytest.mark.django_db

DATA = settings.DATA_DIR


def again():
    return load_profiles(DATA / "profiles", vocabularies=DATA / "vocabularies")


def test_the_shipped_forms_load_whole_and_a_second_load_changes_nothing(forms):
    second = again()

    assert (forms.errors, second.errors) == ([], [])
    assert forms.created > 300
    assert (second.created, second.changed, second.same) == (0, 0, forms.created)


def test_what_was_changed_here_stays(forms):
    FormField.objects.filter(form__key="kipp-2023", key="ringkasan").update(
        most=250, changed_here=True
    )

    assert again().changed == 0


def test_every_list_a_field_names_has_entries_that_are_told_apart(forms):
    known = book()
    for field in FormField.objects.all():
        if field.kind not in CODED:
            continue
        choices = known.lists[vocabulary_of(field)]
        assert choices, field
        for language in ("id", "en"):
            read = [known.code(vocabulary_of(field), each.label(language)) for each in choices]
            assert read == [each.code for each in choices], (field, language)


def test_every_mapping_names_a_field_of_the_record_and_every_crosswalk_known_codes(forms):
    known, named = book(), set(Mapping.objects.values_list("record", flat=True))

    assert {name.partition(".")[0] for name in named} <= set(FIELDS)
    for mapping in Mapping.objects.exclude(crosswalk="").select_related("field"):
        pairs = known.crosswalks[mapping.crosswalk]
        codes = {choice.code for choice in known.lists[vocabulary_of(mapping.field)]} or {"yes"}
        assert {pair.theirs for pair in pairs} <= codes, mapping


def test_lists_of_the_vocabularies_are_the_lists_of_the_forms(forms):
    stages = Option.objects.filter(vocabulary="opsi_stage").order_by("order")

    assert [row.code for row in stages] == [
        "identifying", "generating", "developing", "implementing", "evaluating", "diffusing"
    ]  # fmt: skip
    assert stages[3].label_id == "Menerapkan"
    assert Option.objects.filter(vocabulary="opsi_sector").count() == 13


def test_of_two_editions_the_one_in_force_is_offered(forms):
    assert [form.key for form in forms_now()] == ["opsi-case", "kipp-2023", "iga-2026"]
    assert Form.objects.get(key="iga-2023").is_over


def test_a_form_is_read_in_a_fixed_number_of_questions(forms, django_assert_num_queries):
    form = Form.objects.get(key="opsi-case")

    with django_assert_num_queries(7):
        sought = asked(form)
        assert sum(len(field.mappings.all()) for field in sought.fields) > 20
