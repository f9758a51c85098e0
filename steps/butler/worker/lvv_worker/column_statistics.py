"""What the values of a column are like, batch by batch."""

from __future__ import annotations

import math
from typing import Any


class ColumnStatistics:
    """Running statistics of one column; a column that holds no numbers has counts only."""

    def __init__(self) -> None:
        self.count = self.nulls = self.not_finite = 0
        self.mean = self.squares = 0.0
        self._numbers = 0
        self.least: Any = None
        self.greatest: Any = None

    def add(self, column: Any) -> None:
        """Takes one batch, merging mean and variance by the parallel form of Welford's sums (Chan et al. 1983)."""
        import numpy
        import pyarrow

        self.count += len(column)
        self.nulls += column.null_count
        kind = column.type
        if not (pyarrow.types.is_integer(kind) or pyarrow.types.is_floating(kind)):
            return
        values = column.drop_null().to_numpy(zero_copy_only=False)
        if pyarrow.types.is_floating(kind):
            finite = numpy.isfinite(values)
            self.not_finite += int(values.size - finite.sum())
            values = values[finite]
        if values.size == 0:
            return
        self.least = _extreme(self.least, values.min().item(), min)
        self.greatest = _extreme(self.greatest, values.max().item(), max)
        self._merge(values.astype(numpy.float64))

    def _merge(self, values: Any) -> None:
        seen = self._numbers
        mean, total = float(values.mean()), seen + values.size
        delta = mean - self.mean
        self.squares += float(((values - mean) ** 2).sum()) + delta**2 * seen * values.size / total
        self.mean += delta * values.size / total
        self._numbers = total

    def plain(self) -> dict[str, Any]:
        """Counts, and for numbers least, greatest, mean and standard deviation of the finite ones."""
        counts = {"count": self.count, "nulls": self.nulls, "notFinite": self.not_finite}
        if self.least is None:
            return counts
        deviation = math.sqrt(self.squares / (self._numbers - 1)) if self._numbers > 1 else 0.0
        return counts | {"min": self.least, "max": self.greatest, "mean": self.mean, "std": deviation}


def _extreme(known: Any, new: Any, choose: Any) -> Any:
    return new if known is None else choose(known, new)
