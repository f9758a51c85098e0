"""Repeated measurements of a population of stars, as matrices of stars by visits."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Repeats:
    """Rows are stars, columns visits; NaN where a star was not seen."""

    ref_id: np.ndarray
    ra: np.ndarray
    """[deg], at the common epoch."""
    dec: np.ndarray
    magnitude: np.ndarray

    def __len__(self):
        return len(self.ref_id)

    def where(self, chosen):
        return Repeats(*(getattr(self, f)[chosen] for f in ("ref_id", "ra", "dec", "magnitude")))

    def clipped(self, sigma):
        """Without measurements further than `sigma` robust deviations from a star's median."""
        good = np.isfinite(self.ra)
        for values in (self.ra * np.cos(np.radians(self.dec)), self.dec, self.magnitude):
            offset = np.abs(values - np.nanmedian(values, axis=1, keepdims=True))
            width = 1.4826 * np.nanmedian(offset)
            good &= (offset <= sigma * width) | (width == 0)
        return Repeats(
            self.ref_id, *(np.where(good, v, np.nan) for v in (self.ra, self.dec, self.magnitude))
        )


def gather(objects, matched):
    """Matrices of all objects that have at least two sources; keeps the order of `objects`."""
    ids = np.asarray(objects["objectId"])
    visits, column = np.unique(np.asarray(matched["visit"]), return_inverse=True)
    order = np.argsort(ids)
    place = np.searchsorted(ids, np.asarray(matched["objectId"]), sorter=order)
    row = order[np.minimum(place, len(ids) - 1)]
    known = ids[row] == np.asarray(matched["objectId"])
    matrices = []
    for name in ("ra", "dec", "mag"):
        matrix = np.full((len(ids), len(visits)), np.nan)
        matrix[row[known], column[known]] = np.asarray(matched[name])[known]
        matrices.append(matrix)
    return Repeats(np.asarray(objects["refId"]), *matrices)
