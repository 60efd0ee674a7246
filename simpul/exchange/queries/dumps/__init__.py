"""Everything public as sets of data: what each holds, column by column, and the rows themselves."""

from simpul.exchange.queries.dumps.catalogue import RECORDS
from simpul.exchange.queries.dumps.columns import Column, Dataset, as_cell, as_line
from simpul.exchange.queries.dumps.lists import HUBS, INSTITUTIONS, REGIONS, VOCABULARIES

DATASETS: dict[str, Dataset] = {
    dataset.key: dataset for dataset in (RECORDS, INSTITUTIONS, REGIONS, HUBS, VOCABULARIES)
}

__all__ = ["DATASETS", "Column", "Dataset", "as_cell", "as_line"]
