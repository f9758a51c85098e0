"""How pipelines read the catalogues: positions at an epoch, colours, isolation."""

from dataclasses import dataclass

import numpy as np

from . import optics
from .matching import nearest

REFERENCE, CHECK = 1, 2
"""Kinds of catalogue entries: used in the fits, or held back as absolute standards. 0 is none."""


@dataclass(frozen=True)
class Standards:
    """Catalogue entries of both kinds in one list."""

    ref_id: np.ndarray
    kind: np.ndarray
    ra: np.ndarray
    dec: np.ndarray
    pm_ra: np.ndarray
    pm_dec: np.ndarray
    epoch: np.ndarray
    colour: np.ndarray
    variable: np.ndarray
    isolated: np.ndarray
    magnitude: dict[str, np.ndarray]

    def at(self, year):
        """Position [deg] at a year."""
        return moved(self.ra, self.dec, self.pm_ra, self.pm_dec, year - self.epoch)


def moved(ra, dec, pm_ra, pm_dec, years):
    """Position [deg] after `years` of a proper motion given in mas/yr on the sky."""
    degrees = years / 3.6e6
    return ra + degrees * pm_ra / np.cos(np.radians(dec)), dec + degrees * pm_dec


def read_standards(references, checks, isolation, bands):
    """Join both catalogues; isolated: no other entry within `isolation` arcseconds."""

    def column(name):
        return np.concatenate([np.asarray(references[name]), np.asarray(checks[name])])

    ra, dec = column("ra"), column("dec")
    plane = np.stack(optics.project(ra, dec, np.median(ra), np.median(dec)), axis=-1)
    alone = np.ones(len(ra), bool)
    if isolation > 0:
        alone = nearest(plane, plane, isolation, exclude_self=True)[0] < 0
    return Standards(
        ref_id=column("refId"),
        kind=np.repeat([REFERENCE, CHECK], [len(references), len(checks)]),
        ra=ra,
        dec=dec,
        pm_ra=column("pmRa"),
        pm_dec=column("pmDec"),
        epoch=column("epoch"),
        colour=column("mag_g") - column("mag_i"),
        variable=column("variable"),
        isolated=alone,
        magnitude={band: column(f"mag_{band}") for band in bands},
    )
