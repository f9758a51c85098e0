"""Errors that remain in a rightly calibrated survey, star by star and visit by visit.

The calibration is known to map each detector onto the references by an unweighted affine fit.
With design rows b = (1, xi, eta), G = (sum over references of b b')^-1 and P = b_i'G b_j, an
error e of the measurements becomes (1 - P) e: its variance and the turbulence left are then
known without processing anything.
"""

from dataclasses import dataclass

import numpy as np

from .. import optics
from ..simulator import noise
from ..simulator.sky import BLEND, CATALOGUE_EPOCH, CHECK, STAR
from ..simulator.survey import true_places

ISOLATION = 5.0
SCALE = 6000.0


@dataclass(frozen=True)
class BandErrors:
    """Known errors in a band; arrays are sources × visits, zero where a source is not seen."""

    epochs: np.ndarray
    present: np.ndarray
    detector: np.ndarray
    position: np.ndarray
    """Variance of an ordinary position, each axis [mas²], without the effect of the fit."""
    magnitude: np.ndarray
    """Variance of an ordinary magnitude [mmag²]."""
    turbulence: np.ndarray
    """Displacement that the fit leaves [mas], sources × visits × axes."""
    design: np.ndarray
    """b, sources × visits × 3."""
    normal: np.ndarray
    """G, visits × detectors × 3 × 3."""
    spread: np.ndarray
    """Covariance of the fitted terms, visits × detectors × 3 × 3."""
    reference: np.ndarray
    """Which sources the fit used."""

    def fit_covariance(self, i, j):
        """Sum of what the fit adds to the covariance of sources i and j, for each visit [mas²].

        Arrays of source numbers; sources on different detectors share no fit.
        """
        visits = np.arange(self.present.shape[1])
        detector = np.maximum(self.detector[i], 0)
        left, right = self.design[i], self.design[j]
        leverage = np.einsum("pva,pvab,pvb->pv", left, self.normal[visits, detector], right)
        spread = np.einsum("pva,pvab,pvb->pv", left, self.spread[visits, detector], right)
        own = self.position * tail_variance(noise.ASTROMETRIC_TAIL) * self.reference[:, None]
        same = (self.detector[i] == self.detector[j]) & self.present[i] & self.present[j]
        return np.where(same, spread - leverage * (own[i] + own[j]), 0.0)


def tail_variance(tail):
    """Total variance of measurements with a tail, in units of the ordinary one."""
    return 1 + tail.share * (tail.factor**2 - 1)


def band_errors(survey, band):
    """Evaluate the noise model for all sources and all visits of a band."""
    sky, visits = survey.sky, [v for v in survey.visits if v.band == band]
    n, count = len(sky), len(visits)
    single = isolated(sky)
    magnitude = sky.magnitude[band]
    reference = (sky.kind == STAR) & single & (magnitude >= noise.SATURATION[band])
    present, detector = np.zeros((n, count), bool), np.full((n, count), -1)
    position, brightness = np.zeros((n, count)), np.zeros((n, count))
    turbulence, design = np.zeros((n, count, 2)), np.zeros((n, count, 3))
    chips = len(optics.DETECTOR_CENTRES)
    normal, spread = np.zeros((count, chips, 3, 3)), np.zeros((count, chips, 3, 3))
    for v, visit in enumerate(visits):
        xi, eta, detector[:, v] = true_places(survey, visit)
        present[:, v] = detector[:, v] >= 0
        sigma = noise.astrometric_error(magnitude, visit.depth, visit.seeing, band)
        position[:, v] = sigma**2
        brightness[:, v] = noise.photometric_error(magnitude, visit.depth, band) ** 2
        design[:, v] = np.column_stack([np.ones(n), xi / SCALE, eta / SCALE])
        moved = visit.turbulence(xi, eta)
        years = visit.epoch - CATALOGUE_EPOCH
        known = noise.CATALOGUE_POSITION**2 + (noise.CATALOGUE_MOTION * years) ** 2
        for chip in range(chips):
            on = detector[:, v] == chip
            used = on & reference
            b = design[used, v]
            g = np.linalg.inv(b.T @ b)
            error = tail_variance(noise.ASTROMETRIC_TAIL) * sigma[used] ** 2 + known
            normal[v, chip] = g
            spread[v, chip] = g @ (b.T * error) @ b @ g
            turbulence[on, v] = moved[on] - design[on, v] @ (g @ (b.T @ moved[used]))
    return BandErrors(
        np.array([v.epoch for v in visits]),
        present,
        detector,
        position,
        brightness,
        turbulence,
        design,
        normal,
        spread,
        reference,
    )


def isolated(sky):
    """Single sources: no companion and nothing else within `ISOLATION` arcseconds."""
    order = np.argsort(sky.dec)
    ra, dec = sky.ra[order], sky.dec[order]
    near = np.zeros(len(sky), bool)
    for step in range(1, len(sky)):
        apart = 3600 * (dec[step:] - dec[:-step])
        if apart.min() > ISOLATION:
            break
        east = 3600 * (ra[step:] - ra[:-step]) * np.cos(np.radians(dec[step:]))
        close = np.hypot(east, apart) < ISOLATION
        near[step:] |= close
        near[:-step] |= close
    alone = np.ones(len(sky), bool)
    alone[order] = ~near
    return alone & (sky.kind != BLEND)


def population(survey, band, errors, least=3):
    """Catalogue stars and standards that are single, unsaturated and seen often enough."""
    sky = survey.sky
    stars = np.isin(sky.kind, (STAR, CHECK)) & isolated(sky)
    bright = sky.magnitude[band] >= noise.SATURATION[band]
    return stars & bright & (errors.present.sum(axis=1) >= least)
