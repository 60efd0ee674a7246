from datetime import date

import factory

from simpul.statistics.models import Indicator, Precision, Statement


class IndicatorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Indicator
        django_get_or_create = ["key"]

    key = factory.Sequence(lambda n: f"hubs_total_{n}")
    topic = "hubs"
    label_id = "Jumlah hub"
    label_en = "Number of hubs"


class StatementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Statement

    code = factory.Sequence(lambda n: f"statement-{n}")
    figure = factory.SubFactory(IndicatorFactory)
    value = "22"
    number = factory.LazyAttribute(lambda row: int(row.value) if row.value.isdecimal() else None)
    as_of = date(2023, 3, 14)
    precision = Precision.DAY
    source = "https://example.org/berita"
