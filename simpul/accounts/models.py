from typing import ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A person with an account. What they may decide is a mandate, never a group."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("name"), max_length=150, blank=True)

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        ordering = ["name", "username"]

    def __str__(self):
        return self.name or self.username
