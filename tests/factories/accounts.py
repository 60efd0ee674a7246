import factory

from simpul.accounts.models import User

PASSWORD = "benang-merah-sembilan"


class UserFactory(factory.django.DjangoModelFactory):
    """A person who can sign in with ``PASSWORD`` once ``signs_in=True`` verified the address."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda number: f"person{number}")
    email = factory.Sequence(lambda number: f"warga{number}@contoh.go.id")
    name = factory.Sequence(lambda number: f"Warga {number}")
