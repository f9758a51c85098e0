"""The truth of a survey: value and standard uncertainty of every metric in every band."""

from ..optics import BANDS
from . import metrics
from .errors import band_errors

RADII = {"1": 5.0, "2": 20.0, "3": 200.0}
AD = {"1": 20.0, "2": 20.0, "3": 30.0}
AB2 = 20.0
PA2 = {"u": 22.5, "g": 15.0, "r": 15.0, "i": 15.0, "z": 22.5, "y": 22.5}
REFERENCE_BAND = "r"

MEDIAN_UNCERTAINTY, FRACTION_UNCERTAINTY = 0.005, 0.02
"""How well the formulae are known, relative: what they neglect (clipping in the fits, errors of
the zero point, edges of the selection, curvature of the field) moves results by no more."""
ZERO_POINT_UNCERTAINTY = 0.15
"""Error of the zero points of a band that the catalogue's own magnitude errors leave [mmag]."""


def derive_truth(survey):
    """{metric: {band: {value, uncertainty}}}; units are mas, mmag and percent."""
    errors = {band: band_errors(survey, band) for band in BANDS}
    values = {}

    def add(metric, band, value, relative):
        record = {"value": float(value), "uncertainty": float(relative * value)}
        values.setdefault(metric, {})[band] = record

    for band in BANDS:
        annuli = metrics.pair_errors(survey, band, errors[band], tuple(RADII.values()))
        for x, pairs in zip(RADII, annuli):
            add(f"AM{x}", band, metrics.am(pairs), MEDIAN_UNCERTAINTY)
            add(f"AF{x}", band, metrics.af(pairs, AD[x]), FRACTION_UNCERTAINTY)
        for axis, name in enumerate(("AA1RA", "AA1Dec")):
            value = metrics.aa1(survey, band, errors[band], axis)
            add(name, band, value, MEDIAN_UNCERTAINTY)
        if band != REFERENCE_BAND:
            both = (band, REFERENCE_BAND), (errors[band], errors[REFERENCE_BAND])
            distances = metrics.colour_distances(survey, *both)
            add("AB1", band, metrics.ab1(distances), MEDIAN_UNCERTAINTY)
            add("ABF1", band, metrics.abf1(distances, AB2), FRACTION_UNCERTAINTY)
        add("PA1", band, metrics.pa1(survey, band, errors[band]), MEDIAN_UNCERTAINTY)
        values.setdefault("PA6", {})[band] = {"value": 0.0, "uncertainty": ZERO_POINT_UNCERTAINTY}
        fraction = metrics.pf1(survey, band, errors[band], PA2[band])
        add("PF1", band, fraction, FRACTION_UNCERTAINTY)
    return values
