"""Astrometry across bands: AB1 and ABF1.

LPM-17, table 19, page 30: the rms of the distance between positions on the frame of a band and on
that of r, and the fraction of distances beyond AB2; "per coordinate in arbitrary band, relative to
the r band reference frame". Every visit of the band is compared with every visit of r.
"""

import numpy as np

from . import sampling


def distances(band, reference):
    """Distances along each axis [mas]: stars × (axis, visit of band, visit of reference)."""
    cos = np.cos(np.radians(np.nanmean(reference.dec, axis=1)))[:, None, None]
    east = (band.ra[:, :, None] - reference.ra[:, None, :]) * cos * 3.6e6
    north = (band.dec[:, :, None] - reference.dec[:, None, :]) * 3.6e6
    return np.concatenate([east.reshape(len(cos), -1), north.reshape(len(cos), -1)], axis=1)


def ab1(distance):
    """AB1 [mas]: root mean square of the distances."""
    squares, counts = np.nansum(distance**2, axis=1), np.sum(np.isfinite(distance), axis=1)
    return sampling.root_mean_square(squares, counts, np.arange(len(distance)))


def abf1(distance, limit):
    """ABF1 [%]: distances of more than `limit` [mas]."""
    hits, counts = np.sum(np.abs(distance) > limit, axis=1), np.sum(np.isfinite(distance), axis=1)
    return sampling.fraction(hits, counts, np.arange(len(distance)))
