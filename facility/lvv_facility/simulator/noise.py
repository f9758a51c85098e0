"""The known noise of SimCam: what the simulator draws from and what the truth is derived from.

Each measurement is normal about the true value; a small, known part of them has a wider
distribution (cosmic rays, satellite trails), so that outlier fractions are not empty.
"""

from dataclasses import dataclass

import numpy as np

DEPTH = {"u": 24.2, "g": 24.8, "r": 24.4, "i": 24.0, "z": 23.5, "y": 22.9}
"""Five-sigma depth of a typical visit [mag]."""
SATURATION = {"u": 17.1, "g": 16.4, "r": 16.0, "i": 15.9, "z": 15.8, "y": 15.6}
"""Stars brighter than this saturate [mag]."""
ASTROMETRIC_FLOOR = {"u": 5.4, "g": 5.0, "r": 4.8, "i": 4.8, "z": 5.0, "y": 5.4}
"""Error of a very bright star, each axis [mas]."""
PHOTOMETRIC_FLOOR = {"u": 4.5, "g": 2.8, "r": 2.5, "i": 2.8, "z": 4.0, "y": 4.5}
"""Error of a very bright star [mmag]."""
DCR = {"u": 35.0, "g": 30.0, "r": 8.0, "i": 4.0, "z": 2.0, "y": 1.0}
"""Shift towards the zenith per magnitude of g-i and unit of tan(zenith distance) [mas]."""
DCR_COLOUR = 1.2
"""g-i of a star that is not shifted [mag]."""


@dataclass(frozen=True)
class Tail:
    """A share of measurements whose standard deviation is `factor` times the usual one."""

    share: float
    factor: float


ASTROMETRIC_TAIL = Tail(0.03, 3.0)
PHOTOMETRIC_TAIL = Tail(0.04, 4.0)
CATALOGUE_POSITION = 1.0
"""Error of a catalogue position at its epoch, each axis [mas]."""
CATALOGUE_MOTION = 0.1
"""Error of a catalogue proper motion, each axis [mas/yr]."""
CATALOGUE_MAGNITUDE = 4.0
"""Error of a catalogue magnitude [mmag]."""


def random_error(magnitude, depth):
    """Random photometric error [mag] of a point source: Ivezic et al. 2019, equation 5."""
    gamma, x = 0.039, 10 ** (0.4 * (magnitude - depth))
    return np.sqrt((0.04 - gamma) * x + gamma * x**2)


def photometric_error(magnitude, depth, band):
    """Standard deviation of an ordinary magnitude measurement [mmag]."""
    return np.hypot(1000 * random_error(magnitude, depth), PHOTOMETRIC_FLOOR[band])


def astrometric_error(magnitude, depth, seeing, band):
    """Standard deviation of an ordinary position measurement, each axis [mas]; seeing in arcsec."""
    return np.hypot(0.6 * 1000 * seeing * random_error(magnitude, depth), ASTROMETRIC_FLOOR[band])


def draw_tail(rng, tail, size):
    """Widening factor of each measurement: 1, or the tail's factor."""
    return np.where(rng.random(size) < tail.share, tail.factor, 1.0)
