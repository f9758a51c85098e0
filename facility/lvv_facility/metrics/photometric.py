"""Photometric repeatability, PA1 and PF1, and absolute photometry, PA6.

LPM-17, page 21: the rms of the magnitudes of bright unresolved sources around their mean
(PA1: the median over stars), and the fraction PF1 of magnitudes that deviate by more than PA2 from
the mean. As in lsst.faro (calcPhotRepeat, PF1Task): median signal-to-noise above 200, at least
three measurements; the standard deviation here is that of a sample (divisor n - 1).

PA6 (DMS-REQ-0359): the accuracy of the transformation to a physical scale; here the
signed median difference from standards that no zero point has used.
"""

import numpy as np

from . import sampling


def residuals(repeats):
    """Magnitudes about the mean of each star [mmag]."""
    magnitude = repeats.magnitude
    return 1000 * (magnitude - np.nanmean(magnitude, axis=1, keepdims=True))


def pa1(residual):
    """PA1 [mmag]: median over stars of the standard deviation of their magnitudes."""
    rms = np.nanstd(residual, axis=1, ddof=1)
    return sampling.median(rms, np.arange(len(rms)))


def pf1(residual, limit):
    """PF1 [%]: magnitudes further than `limit` [mmag] from the mean of their star."""
    hits, counts = np.sum(np.abs(residual) > limit, axis=1), np.sum(np.isfinite(residual), axis=1)
    return sampling.fraction(hits, counts, np.arange(len(residual)))


def offsets(repeats, magnitude):
    """Mean measured minus catalogue magnitude of each star [mmag]."""
    return 1000 * (np.nanmean(repeats.magnitude, axis=1) - magnitude)


def pa6(offset):
    """PA6 [mmag]: median offset of the standards."""
    return sampling.median(offset, np.arange(len(offset)))
