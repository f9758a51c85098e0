"""The seeded survey: visits, and what the detectors measure of the sky in each of them."""

from dataclasses import dataclass

import numpy as np

from .. import optics
from ..optics import BANDS
from . import noise
from .sky import BLEND, CATALOGUE_EPOCH, CENTRE, CHECK, GALAXY, STAR, Sky, make_sky, moved

VISITS_PER_BAND = 7
FIRST_YEAR, LAST_YEAR = 2025.5, 2030.5


@dataclass(frozen=True)
class Visit:
    """One pointing; `boresight` and `rotation` are true, `pointing*` is what the telescope says."""

    number: int
    band: str
    epoch: float
    boresight: tuple[float, float]
    rotation: float
    pointing: tuple[float, float]
    pointing_rotation: float
    seeing: float
    depth: float
    tan_z: float
    zenith: np.ndarray
    """Unit vector towards the zenith in the tangent plane (east, north)."""
    zero_point: np.ndarray
    """By detector [mag]."""
    waves: np.ndarray
    """Turbulence: rows of (kx, ky [rad/arcsec], phase, amplitude east, amplitude north [mas])."""

    def turbulence(self, xi, eta):
        """Displacement by the atmosphere [mas], east and north, at tangent-plane positions."""
        kx, ky, phase, east, north = self.waves.T
        wave = np.cos(np.multiply.outer(xi, kx) + np.multiply.outer(eta, ky) + phase)
        return np.stack([wave @ east, wave @ north], axis=-1)

    def refraction(self, colour):
        """Differential chromatic refraction [mas], east and north, for stars of a colour."""
        shift = noise.DCR[self.band] * self.tan_z * (colour - noise.DCR_COLOUR)
        return np.multiply.outer(shift, self.zenith)


@dataclass(frozen=True)
class Survey:
    seed: int
    sky: Sky
    visits: list[Visit]


def make_survey(seed, scale=1.0, visits_per_band=VISITS_PER_BAND):
    """Sky and visits of a seed; `scale` multiplies the number of sources."""
    rng = np.random.default_rng([seed, 0])
    counts = {"stars": 3600, "checks": 900, "faint": 700, "galaxies": 300, "blends": 160}
    sky = make_sky(rng, **{k: int(v * scale) for k, v in counts.items()})
    order = [(b, k) for k in range(visits_per_band) for b in BANDS]
    visits = [
        _make_visit(rng, 1000 + i, band, k, visits_per_band) for i, (band, k) in enumerate(order)
    ]
    return Survey(seed, sky, visits)


def _make_visit(rng, number, band, index, count):
    epoch = FIRST_YEAR + (LAST_YEAR - FIRST_YEAR) * (index + rng.random()) / count
    ra0, dec0 = CENTRE
    dec = dec0 + rng.uniform(-0.15, 0.15)
    ra = ra0 + rng.uniform(-0.15, 0.15) / np.cos(np.radians(dec))
    angle = 90.0 * rng.integers(4) + rng.normal(0, 3.0)
    error = rng.normal(0, 3.0, 2) / 3600
    seeing = float(np.clip(0.75 * np.exp(rng.normal(0, 0.15)), 0.5, 1.2))
    zenith = rng.uniform(0, 2 * np.pi)
    return Visit(
        number=number,
        band=band,
        epoch=float(epoch),
        boresight=(float(ra), float(dec)),
        rotation=float(angle),
        pointing=(float(ra + error[0]), float(dec + error[1])),
        pointing_rotation=float(angle + rng.normal(0, 5.0) / 3600),
        seeing=seeing,
        depth=float(noise.DEPTH[band] - 2.5 * np.log10(seeing / 0.75) + rng.normal(0, 0.1)),
        tan_z=float(rng.uniform(0.3, 1.1)),
        zenith=np.array([np.cos(zenith), np.sin(zenith)]),
        zero_point=28.0 + rng.normal(0, 0.05) + rng.normal(0, 0.02, len(optics.DETECTOR_CENTRES)),
        waves=_make_waves(rng),
    )


def _make_waves(rng, count=10, rms=4.2):
    wavelength = rng.uniform(60, 160, count) * 60
    angle = rng.uniform(0, 2 * np.pi, count)
    k = 2 * np.pi / wavelength
    amplitude = rms * np.sqrt(2 / count) * rng.normal(0, 1, (count, 2))
    phase = rng.uniform(0, 2 * np.pi, count)
    return np.column_stack([k * np.cos(angle), k * np.sin(angle), phase, amplitude])


def true_places(survey, visit):
    """Where each source truly is in a visit, without noise, turbulence or refraction.

    Returns xi, eta [arcsec] about the true boresight, and the detector (-1: on none).
    """
    sky = survey.sky
    years = visit.epoch - CATALOGUE_EPOCH
    ra, dec = moved(sky.ra, sky.dec, sky.pm_ra, sky.pm_dec, years)
    xi, eta = optics.project(ra, dec, *visit.boresight)
    return xi, eta, find_detector(visit, xi, eta)


def focal_plane(visit, xi, eta):
    """Tangent plane [arcsec] -> focal-plane pixels, through the true optics."""
    straight = np.stack([xi, eta], axis=-1) @ optics.rotation(visit.rotation) / optics.PIXEL_SCALE
    return optics.undistort(straight)


def find_detector(visit, xi, eta):
    """Number of the detector that a tangent-plane position falls on, -1 for none."""
    points = focal_plane(visit, xi, eta)
    found = np.full(len(points), -1)
    for detector in range(len(optics.DETECTOR_CENTRES)):
        found[optics.on_detector(optics.to_pixels(points, detector))] = detector
    return found


def observe(survey, visit):
    """Measure the sky in one visit. Returns {detector: columns of the raw source table}."""
    sky = survey.sky
    rng = np.random.default_rng([survey.seed, visit.number])
    n = len(sky)
    true_mag = sky.magnitude[visit.band]
    seen_mag = true_mag + sky.variable * np.sin(
        2 * np.pi * (visit.epoch * 11.3 + np.arange(n) * 0.618)
    )
    # Of a close pair one source is measured; how much of the companion it holds depends on seeing.
    share = np.exp(-((np.hypot(*sky.companion.T) / (1.6 * visit.seeing)) ** 2)) * (
        sky.kind == BLEND
    )
    light = 10 ** (-0.4 * np.minimum(sky.companion_faintness, 99)) * share
    seen_mag = seen_mag - 2.5 * np.log10(1 + light)

    xi, eta, _ = true_places(survey, visit)
    mas = visit.turbulence(xi, eta) + visit.refraction(sky.colour)
    mas = mas + 1000 * sky.companion * (light / (1 + light))[:, None]
    sigma = noise.astrometric_error(seen_mag, visit.depth, visit.seeing, visit.band)
    rough = np.where(sky.kind == GALAXY, 4.0, 1.0)
    width = sigma * rough * noise.draw_tail(rng, noise.ASTROMETRIC_TAIL, n)
    mas = mas + width[:, None] * rng.normal(0, 1, (n, 2))

    error = noise.photometric_error(seen_mag, visit.depth, visit.band)
    width = error * rough * noise.draw_tail(rng, noise.PHOTOMETRIC_TAIL, n)
    limit = noise.SATURATION[visit.band]
    saturated = true_mag < limit
    full = limit - 0.3 + 2.5 * np.log10((0.75 / visit.seeing) ** 2)
    seen_mag = np.where(saturated, np.maximum(seen_mag, full), seen_mag)
    seen_mag = seen_mag + width / 1000 * rng.normal(0, 1, n)
    extended = np.where(sky.kind == GALAXY, 0.95, 0.02) + rng.normal(0, 0.03, n)

    points = focal_plane(visit, xi + mas[:, 0] / 1000, eta + mas[:, 1] / 1000)
    tables = {}
    for detector, zero_point in enumerate(visit.zero_point):
        pixels = optics.to_pixels(points, detector)
        on = np.flatnonzero(optics.on_detector(pixels))
        on = on[rng.permutation(len(on))]
        flux = 10 ** (-0.4 * (seen_mag[on] - zero_point))
        tables[detector] = {
            "sourceId": visit.number * 10**7 + detector * 10**6 + np.arange(1, len(on) + 1),
            "x": pixels[on, 0],
            "y": pixels[on, 1],
            "xErr": sigma[on] / 1000 / optics.PIXEL_SCALE,
            "yErr": sigma[on] / 1000 / optics.PIXEL_SCALE,
            "instFlux": flux,
            "instFluxErr": flux * error[on] / 1000 * np.log(10) / 2.5,
            "extendedness": np.clip(extended[on], 0, 1),
            "saturated": saturated[on],
        }
    return tables


def make_catalogues(survey):
    """The two catalogues that the pipelines may use: (references, absolute standards)."""
    sky = survey.sky
    rng = np.random.default_rng([survey.seed, 10**6])
    return (
        _catalogue(rng, sky, np.isin(sky.kind, (STAR, GALAXY, BLEND)), first_id=1),
        _catalogue(rng, sky, sky.kind == CHECK, first_id=10**6),
    )


def _catalogue(rng, sky, chosen, first_id):
    i = np.flatnonzero(chosen)
    # Both members of a close pair are listed, as a catalogue of higher resolution would.
    pairs = i[sky.kind[i] == BLEND]
    cos = np.cos(np.radians(sky.dec))
    ra = np.concatenate([sky.ra[i], sky.ra[pairs] + sky.companion[pairs, 0] / 3600 / cos[pairs]])
    dec = np.concatenate([sky.dec[i], sky.dec[pairs] + sky.companion[pairs, 1] / 3600])
    source = np.concatenate([i, pairs])
    fainter = np.concatenate([np.zeros(len(i)), sky.companion_faintness[pairs]])
    n = len(source)
    position = rng.normal(0, noise.CATALOGUE_POSITION / 3.6e6, (2, n))
    motion = rng.normal(0, noise.CATALOGUE_MOTION, (2, n))
    columns = {
        "refId": first_id + np.arange(n),
        "ra": ra + position[0] / np.cos(np.radians(dec)),
        "dec": dec + position[1],
        "pmRa": sky.pm_ra[source] + motion[0],
        "pmDec": sky.pm_dec[source] + motion[1],
        "epoch": np.full(n, CATALOGUE_EPOCH),
        "variable": sky.variable[source] > 0,
    }
    for band in BANDS:
        scatter = rng.normal(0, noise.CATALOGUE_MAGNITUDE / 1000, n)
        columns[f"mag_{band}"] = sky.magnitude[band][source] + fainter + scatter
    return columns
