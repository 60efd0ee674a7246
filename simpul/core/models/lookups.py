"""How rows are asked for where Django's own way breaks."""

from typing import Any

from django.db.models import IntegerField
from django.db.models.lookups import In


@IntegerField.register_lookup
class IntegerIn(In):
    """``in`` as Django's other comparisons of whole numbers: one no column can hold matches no row.

    Without it a hand-made choice of a form ends in an error of the database.
    """

    def process_rhs(self, compiler: Any, connection: Any) -> Any:
        if self.rhs_is_direct_value():
            kind = self.lhs.output_field.get_internal_type()
            least, most = connection.ops.integer_field_range(kind)
            self.rhs = [number for number in self.rhs if _fits(number, least, most)]
        return super().process_rhs(compiler, connection)


def _fits(number: Any, least: int | None, most: int | None) -> bool:
    if not isinstance(number, int):
        return True
    return (least is None or number >= least) and (most is None or number <= most)
