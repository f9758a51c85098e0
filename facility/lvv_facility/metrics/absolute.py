"""Absolute astrometry: AA1, for each axis.

LPM-17, page 30: the median error of absolute positions in each coordinate. Taken over all
measurements of standards that no fit has used, against their catalogue position.
"""

import numpy as np

from . import sampling


def offsets(repeats, ra, dec):
    """Measured minus catalogue position, along right ascension and declination [mas]."""
    east = (repeats.ra - ra[:, None]) * np.cos(np.radians(dec))[:, None] * 3.6e6
    return east, (repeats.dec - dec[:, None]) * 3.6e6


def aa1(offset):
    """AA1 [mas] of one axis: median size of the offset, over stars and visits."""
    star, _ = np.nonzero(np.isfinite(offset))
    return sampling.median(np.abs(offset[np.isfinite(offset)]), star)
