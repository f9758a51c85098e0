"""Medians and fractions with the standard error that comes from sampling stars, not rows.

Rows share stars: two separations with a common star, or all measurements of one star, vary
together. The errors here sum the influence of rows over what they share before squaring
(cluster-robust; for pairs the two-way form of Aronow, Samii and Assenova 2015).
"""

import numpy as np


def median(values, *clusters):
    """Median and its standard error. `clusters` are one or two lists of star numbers."""
    middle = float(np.median(values))
    low, high = np.quantile(values, [0.4, 0.6])
    if high <= low:
        return middle, 0.0
    density = 0.2 / (high - low)
    influence = (0.5 - (values <= middle)) / density
    return middle, _error(influence, clusters)


def fraction(hits, counts, *clusters):
    """Share of hits among counts (sums over rows) and its standard error, both in percent."""
    total = float(np.sum(counts))
    share = float(np.sum(hits)) / total
    influence = (hits - share * counts) * len(counts) / total
    # None or all of them: the share is still known no better than to one row.
    error = max(_error(influence, clusters), 1 / total)
    return 100 * share, 100 * error


def root_mean_square(squares, counts, cluster):
    """Square root of the mean square (sums over rows) and its standard error."""
    total = float(np.sum(counts))
    mean = float(np.sum(squares)) / total
    influence = (squares - mean * counts) * len(counts) / total
    rms = np.sqrt(mean)
    return float(rms), _error(influence, (cluster,)) / (2 * float(rms))


def _error(influence, clusters):
    own = float(np.sum(influence**2))
    size = int(max(cluster.max() for cluster in clusters)) + 1
    sums = sum(np.bincount(cluster, influence, size) for cluster in clusters)
    # A pair is in the sums of both its stars, so its own square is counted once too often.
    total = float(np.sum(sums**2)) - (len(clusters) - 1) * own
    return float(np.sqrt(max(total, own))) / len(influence)
