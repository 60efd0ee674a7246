import factory

from simpul.accounts.models import User


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    username = factory.Sequence(lambda number: f"person{number}")
    name = factory.Sequence(lambda number: f"Warga {number}")
