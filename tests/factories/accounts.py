from functools import cache

import factory
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from simpul.accounts.models import User

PASSWORD = "benang-merah-sembilan"


@cache
def hashed():
    """Hashing takes a while on purpose, so it is done once."""
    return make_password(PASSWORD)


class UserFactory(factory.django.DjangoModelFactory):
    """A person with ``PASSWORD``; ``enters=True`` has a confirmed address, so they can sign in."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda number: f"person{number}")
    email = factory.Sequence(lambda number: f"warga{number}@contoh.go.id")
    name = factory.Sequence(lambda number: f"Warga {number}")
    password = factory.LazyFunction(hashed)

    @factory.post_generation
    def enters(self, create, extracted):
        if create and extracted:
            EmailAddress.objects.create(user=self, email=self.email, verified=True, primary=True)
