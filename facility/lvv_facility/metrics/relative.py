"""Relative astrometry: AM1-3 and AF1-3.

LPM-17 (SRD), page 23: the rms of the distribution of separations of pairs of stars about
5, 20 and 200 arcminutes apart, over repeated visits (AMx is the median of a large number of pairs),
and the fraction AFx of separations that deviate by more than ADx from the median of their pair.
As in lsst.faro (calcRmsDistances, calcSepOutliers): annuli two arcminutes wide, sample standard
deviation, magnitudes 17 to 21.5.
"""

import numpy as np

from . import sampling

MAS = np.degrees(1) * 3.6e6


def _directions(ra, dec):
    a, d = np.radians(ra), np.radians(dec)
    return np.stack([np.cos(d) * np.cos(a), np.cos(d) * np.sin(a), np.sin(d)], axis=-1)


def separation(ra1, dec1, ra2, dec2):
    """Angle between positions [rad], exact also for small and for large angles."""
    chord = np.linalg.norm(_directions(ra1, dec1) - _directions(ra2, dec2), axis=-1)
    return 2 * np.arcsin(np.minimum(chord / 2, 1))


def find_pairs(ra, dec, radius, width):
    """Pairs (i < j) of positions whose separation is within width/2 of radius [arcmin]."""
    unit = _directions(ra, dec)
    low, high = np.radians((radius - width / 2) / 60), np.radians((radius + width / 2) / 60)
    # Chords grow with angles, so annuli can be cut without an arc sine for each of n² pairs.
    cosine = unit @ unit.T
    first, second = np.nonzero((cosine <= np.cos(low)) & (cosine > np.cos(high)))
    upper = first < second
    return first[upper], second[upper]


def pair_separations(repeats, radius, width, least):
    """Separations [mas] of pairs seen together in at least `least` visits.

    Returns (first star, second star, matrix of pairs by visits about the mean of each pair).
    """
    ra, dec = np.nanmean(repeats.ra, axis=1), np.nanmean(repeats.dec, axis=1)
    first, second = find_pairs(ra, dec, radius, width)
    together = np.isfinite(repeats.ra[first]) & np.isfinite(repeats.ra[second])
    enough = together.sum(axis=1) >= least
    first, second = first[enough], second[enough]
    angle = separation(
        repeats.ra[first], repeats.dec[first], repeats.ra[second], repeats.dec[second]
    )
    return first, second, (angle - np.nanmean(angle, axis=1, keepdims=True)) * MAS


def am(first, second, separations):
    """AMx [mas]: median over pairs of the standard deviation of their separation."""
    rms = np.nanstd(separations, axis=1, ddof=1)
    return sampling.median(rms, first, second)


def af(first, second, separations, limit):
    """AFx [%]: separations further than `limit` [mas] from the median of their pair."""
    offset = np.abs(separations - np.nanmedian(separations, axis=1, keepdims=True))
    return sampling.fraction(
        np.sum(offset > limit, axis=1), np.sum(np.isfinite(separations), axis=1), first, second
    )
