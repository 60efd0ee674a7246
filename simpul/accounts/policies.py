"""Who may do what with an account: only whose it is; higher rooms add who else."""

from simpul.core.permissions import about


@about
def is_the_person(user, person):
    return user.is_authenticated and user.pk == person.pk and person.closed_at is None


PERMISSIONS = {
    "accounts.change_user": is_the_person,
    "accounts.copy_user": is_the_person,
    "accounts.close_user": is_the_person,
}
