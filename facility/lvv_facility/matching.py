"""Nearest neighbours in a plane, by a grid of cells; dense enough for catalogues of stars."""

import numpy as np

_CELLS = 1 << 31


def _cell_keys(cells):
    return (cells[:, 0] + _CELLS // 2) * _CELLS + cells[:, 1] + _CELLS // 2


def nearest(points, others, radius, *, exclude_self=False):
    """Index into `others` of the nearest one within `radius` of each point, -1 where none is.

    Both are (n, 2) arrays in the unit of `radius`. With `exclude_self` the two are the same list
    and a point is no neighbour of itself. Returns (index, distance); distance is inf where none.
    """
    index = np.full(len(points), -1)
    best = np.full(len(points), np.inf)
    if len(points) == 0 or len(others) == 0:
        return index, best
    keys = _cell_keys(np.floor(others / radius).astype(np.int64))
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    cells = np.floor(points / radius).astype(np.int64)
    for step in [(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1)]:
        wanted = _cell_keys(cells + step)
        low, high = np.searchsorted(keys, wanted, "left"), np.searchsorted(keys, wanted, "right")
        for k in range(int(np.max(high - low))):
            rows = np.flatnonzero(low + k < high)
            candidate = order[low[rows] + k]
            distance = np.hypot(*(points[rows] - others[candidate]).T)
            good = (distance <= radius) & (distance < best[rows])
            if exclude_self:
                good &= candidate != rows
            index[rows[good]] = candidate[good]
            best[rows[good]] = distance[good]
    return index, best
