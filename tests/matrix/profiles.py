from simpul.core import clock
from simpul.hubs.models import Hub
from simpul.innovations.models import Draft
from simpul.profiles.models import Form, FormField, Intake, Kind, Mapping
from tests.factories.innovations import InnovationFactory
from tests.matrix.people import owner


def build():
    form = Form.objects.create(
        key="matriks", target="kipp", language="id", label_id="Matriks", label_en="Matrix"
    )
    field = FormField.objects.create(
        form=form, key="ringkasan", order=1, section_id="A", section_en="A", kind=Kind.TEXT,
        label_id="Ringkasan", label_en="Summary", counts="words", most=200,
    )  # fmt: skip
    Mapping.objects.create(field=field, order=10, record="summary", convert="text")
    InnovationFactory(
        public_id="disiapkan0",
        slug="matriks-disiapkan0",
        owner=owner(),
        hub=Hub.objects.get(slug="jipp-matriks"),
    )
    draft = Draft.objects.get(pk=910001)
    Intake.objects.create(pk=930001, draft=draft, form=form, at=clock.now())
