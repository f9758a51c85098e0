"""A world coordinate system of the FITS standard (TAN-SIP), fitted to standards.

The header is a plain dict of FITS keywords: it goes into a Butler dataset as it is, and any FITS
reader evaluates it.
"""

import numpy as np

from . import optics


def make_header(ra0, dec0, matrix, detector, distortion):
    """Keywords for a detector; `matrix` takes distortion-free pixels to xi, eta [arcsec]."""
    # FITS counts pixels from 1 at the centre of the first one.
    origin = optics.to_pixels(np.zeros(2), detector) + 0.5
    degrees = matrix / 3600
    return {
        "CTYPE1": "RA---TAN-SIP",
        "CTYPE2": "DEC--TAN-SIP",
        "CUNIT1": "deg",
        "CUNIT2": "deg",
        "CRVAL1": float(ra0),
        "CRVAL2": float(dec0),
        "CRPIX1": float(origin[0]),
        "CRPIX2": float(origin[1]),
        "CD1_1": float(degrees[0, 0]),
        "CD1_2": float(degrees[0, 1]),
        "CD2_1": float(degrees[1, 0]),
        "CD2_2": float(degrees[1, 1]),
        "A_ORDER": 3,
        "A_3_0": distortion,
        "A_1_2": distortion,
        "B_ORDER": 3,
        "B_0_3": distortion,
        "B_2_1": distortion,
        "RADESYS": "ICRS",
    }


def to_sky(header, x, y):
    """Sky position [deg] of pixel positions (0 is the lower edge of the first pixel)."""
    u = np.stack([x + 0.5 - header["CRPIX1"], y + 0.5 - header["CRPIX2"]], axis=-1)
    straight = optics.distort(u, header["A_3_0"])
    cd = np.array([[header["CD1_1"], header["CD1_2"]], [header["CD2_1"], header["CD2_2"]]])
    xi, eta = 3600 * (straight @ cd.T).T
    return optics.deproject(xi, eta, header["CRVAL1"], header["CRVAL2"])


def fit(straight, ra, dec, start, matrix):
    """Least-squares affine map of distortion-free pixels onto the sky.

    `start` is the first guess of the tangent point and `matrix` of the map. With three standards
    and more all six terms are fitted, with fewer only the tangent point. Returns (tangent point,
    matrix); the tangent point moves until no shift is left.
    """
    ra0, dec0 = start
    for _ in range(4):
        target = np.stack(optics.project(ra, dec, ra0, dec0), axis=-1)
        if len(straight) >= 3:
            # Centred and scaled, so that the normal equations stay well conditioned.
            design = np.column_stack([np.ones(len(straight)), straight / optics.DETECTOR_SIZE])
            solution, *_ = np.linalg.lstsq(design, target, rcond=None)
            shift, matrix = solution[0], solution[1:].T / optics.DETECTOR_SIZE
        else:
            shift = np.mean(target - straight @ matrix.T, axis=0)
        ra0, dec0 = (float(v) for v in optics.deproject(*shift, ra0, dec0))
    return (ra0, dec0), matrix
