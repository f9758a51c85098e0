"""The simulated sky: what is where, how bright, how it moves. Pipelines never see it."""

from dataclasses import dataclass

import numpy as np

from ..optics import BANDS

CENTRE = (60.0, -30.0)
"""Right ascension and declination of the middle of the survey [deg]."""
SIDE = 4.2
"""Side of the square that is populated [deg]."""
CATALOGUE_EPOCH = 2016.0
"""Epoch of all positions of the sky and of the catalogues [yr]."""
COLOUR_TERM = {
    "u": (1.1, 0.30),
    "g": (0.4, 0.55),
    "r": (0.0, 0.0),
    "i": (-0.1, -0.45),
    "z": (-0.2, -0.55),
    "y": (-0.4, -0.6),
}
"""Magnitude in a band minus r: at the mean colour, and per magnitude of g-i."""
MEAN_COLOUR = 1.2

STAR, CHECK, FAINT, GALAXY, BLEND = range(5)
"""Kinds: catalogue star, absolute standard, uncatalogued faint star, compact galaxy, close pair."""


@dataclass(frozen=True)
class Sky:
    """Everything in the field; arrays run over sources."""

    ra: np.ndarray
    """Right ascension at the catalogue epoch [deg]."""
    dec: np.ndarray
    pm_ra: np.ndarray
    """Proper motion along the great circle of right ascension [mas/yr]."""
    pm_dec: np.ndarray
    colour: np.ndarray
    """g-i [mag]."""
    magnitude: dict[str, np.ndarray]
    """True AB magnitude by band."""
    kind: np.ndarray
    variable: np.ndarray
    """Amplitude of a variable star [mag], else 0."""
    companion: np.ndarray
    """Offset of a companion of equal colour, east and north [arcsec]; zero where there is none."""
    companion_faintness: np.ndarray
    """Magnitude of the companion minus that of the source."""

    def __len__(self):
        return len(self.ra)


def make_sky(rng, stars=3600, checks=900, faint=700, galaxies=300, blends=160):
    """Populate the field. Few bright stars, more faint ones; two groups of colour."""
    kind = np.repeat([STAR, CHECK, FAINT, GALAXY, BLEND], [stars, checks, faint, galaxies, blends])
    n = len(kind)
    ra0, dec0 = CENTRE
    dec = dec0 + SIDE * (rng.random(n) - 0.5)
    ra = ra0 + SIDE * (rng.random(n) - 0.5) / np.cos(np.radians(dec))
    red = rng.random(n) < 0.4
    colour = np.where(red, rng.normal(2.1, 0.35, n), rng.normal(0.75, 0.25, n))
    r = 15.2 + 4.3 * np.sqrt(rng.random(n))
    r = np.where(kind == FAINT, 19.6 + 1.2 * rng.random(n), r)
    r = np.where((kind == GALAXY) | (kind == BLEND), 16.8 + 2.5 * rng.random(n), r)
    moving = kind != GALAXY
    variable = np.where((kind == STAR) & (rng.random(n) < 0.03), rng.uniform(0.05, 0.3, n), 0.0)
    separation, angle = rng.uniform(1.0, 2.2, n), rng.uniform(0, 2 * np.pi, n)
    pair = separation[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return Sky(
        ra=ra,
        dec=dec,
        pm_ra=moving * rng.normal(4.0, 7.0, n),
        pm_dec=moving * rng.normal(-6.0, 7.0, n),
        colour=colour,
        magnitude={
            b: r + COLOUR_TERM[b][0] + COLOUR_TERM[b][1] * (colour - MEAN_COLOUR) for b in BANDS
        },
        kind=kind,
        variable=variable,
        companion=np.where((kind == BLEND)[:, None], pair, 0.0),
        companion_faintness=np.where(kind == BLEND, rng.uniform(0.2, 1.5, n), np.inf),
    )


def moved(ra, dec, pm_ra, pm_dec, years):
    """Position after `years` of proper motion (small angles, linear in each coordinate)."""
    degrees = years / 3.6e6
    return ra + pm_ra * degrees / np.cos(np.radians(dec)), dec + pm_dec * degrees
