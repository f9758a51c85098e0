"""Where light of a direction falls on SimCam: gnomonic projection, radial distortion, detectors.

Angles are in degrees, tangent-plane coordinates (xi, eta) in arcseconds with eta to the north and
xi to the east, focal-plane coordinates in pixels from the optical axis.
"""

import numpy as np

BANDS = ("u", "g", "r", "i", "z", "y")
"""One filter each."""
PIXEL_SCALE = 0.2
"""Arcseconds a pixel on the optical axis."""
DETECTOR_SIZE = 31000
"""Pixels along each side of a detector: 1.72 degrees, so that 2 x 2 detectors see 3.5 degrees."""
DETECTOR_GAP = 400
"""Pixels between neighbouring detectors."""
DISTORTION = 1.5e-13
"""Cubic radial distortion, fraction per squared pixel from the axis."""
ARCSEC = np.pi / 180 / 3600

_STEP = (DETECTOR_SIZE + DETECTOR_GAP) / 2
DETECTOR_CENTRES = np.array([(-_STEP, -_STEP), (_STEP, -_STEP), (-_STEP, _STEP), (_STEP, _STEP)])
"""Focal-plane position of the centre of each detector, by detector number."""


def project(ra, dec, ra0, dec0):
    """Gnomonic projection about (ra0, dec0); returns xi, eta in arcseconds."""
    a, d, d0 = np.radians(ra) - np.radians(ra0), np.radians(dec), np.radians(dec0)
    depth = np.sin(d0) * np.sin(d) + np.cos(d0) * np.cos(d) * np.cos(a)
    xi = np.cos(d) * np.sin(a) / depth
    eta = (np.cos(d0) * np.sin(d) - np.sin(d0) * np.cos(d) * np.cos(a)) / depth
    return xi / ARCSEC, eta / ARCSEC


def deproject(xi, eta, ra0, dec0):
    """Inverse of `project`; returns ra in [0, 360) and dec."""
    x, y, d0 = np.asarray(xi) * ARCSEC, np.asarray(eta) * ARCSEC, np.radians(dec0)
    depth = np.cos(d0) - y * np.sin(d0)
    ra = ra0 + np.degrees(np.arctan2(x, depth))
    dec = np.degrees(np.arctan2(np.sin(d0) + y * np.cos(d0), np.hypot(x, depth)))
    return ra % 360, dec


def distort(points, coefficient=DISTORTION):
    """Focal-plane pixels -> distortion-free pixels."""
    return points * (1 + coefficient * np.sum(points**2, axis=-1, keepdims=True))


def undistort(points, coefficient=DISTORTION):
    """Inverse of `distort`, by fixed-point iteration to far below a milliarcsecond."""
    out = points
    for _ in range(6):
        out = points / (1 + coefficient * np.sum(out**2, axis=-1, keepdims=True))
    return out


def rotation(angle):
    """Matrix that turns focal-plane axes by `angle` degrees towards the sky's xi, eta."""
    c, s = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    return np.array([[c, -s], [s, c]])


def to_pixels(points, detector):
    """Focal-plane position -> x, y on a detector (0 is the first pixel's lower edge)."""
    return points - DETECTOR_CENTRES[detector] + DETECTOR_SIZE / 2


def to_focal_plane(pixels, detector):
    """Inverse of `to_pixels`."""
    return pixels + DETECTOR_CENTRES[detector] - DETECTOR_SIZE / 2


def on_detector(pixels, margin=20):
    """True where a position lies on the detector, `margin` pixels inside its edge."""
    return np.all((pixels > margin) & (pixels < DETECTOR_SIZE - margin), axis=-1)
