"""Projection, matching and the world coordinate system."""

import unittest
import warnings

import numpy as np
from astropy.wcs import WCS

from lvv_facility import optics, wcs
from lvv_facility.catalogue import read_standards
from lvv_facility.matching import nearest


class Geometry(unittest.TestCase):
    def test_projection_and_distortion_have_exact_inverses(self):
        rng = np.random.default_rng(1)
        ra, dec = 59 + 2 * rng.random(50), -31 + 2 * rng.random(50)
        back = optics.deproject(*optics.project(ra, dec, 60, -30), 60, -30)
        np.testing.assert_allclose(back, (ra, dec), atol=1e-12)
        points = rng.uniform(-31000, 31000, (50, 2))
        np.testing.assert_allclose(optics.distort(optics.undistort(points)), points, atol=1e-6)

    def test_right_ascension_wraps_at_the_meridian(self):
        ra, _ = optics.deproject(*optics.project(0.1, 10, 359.9, 10), 359.9, 10)
        self.assertAlmostEqual(float(ra), 0.1)

    def test_a_header_means_the_same_to_a_fits_reader(self):
        matrix = optics.PIXEL_SCALE * optics.rotation(37.0)
        header = wcs.make_header(60.0, -30.0, matrix, 1, optics.DISTORTION)
        x, y = np.random.default_rng(2).uniform(0, optics.DETECTOR_SIZE, (2, 40))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # FITS counts from 1 at the centre of the first pixel.
            expected = WCS(header).all_pix2world(x + 0.5, y + 0.5, 1)
        np.testing.assert_allclose(wcs.to_sky(header, x, y), expected, atol=0.01 / 3.6e6)

    def test_a_fit_finds_tangent_point_and_matrix(self):
        points = np.random.default_rng(3).uniform(-31000, 0, (40, 2))
        matrix = 0.2001 * optics.rotation(91.0)
        ra, dec = optics.deproject(*(points @ matrix.T).T, 60.001, -30.002)
        found, fitted = wcs.fit(points, ra, dec, (60.0, -30.0), 0.2 * optics.rotation(90.0))
        np.testing.assert_allclose(found, (60.001, -30.002), atol=1e-9)
        np.testing.assert_allclose(fitted, matrix, atol=1e-10)

    def test_two_standards_move_the_tangent_point_only(self):
        points = np.array([[0.0, 0.0], [1000.0, 500.0]])
        matrix = 0.2 * np.eye(2)
        ra, dec = optics.deproject(*(points @ matrix.T).T, 60.001, -30.0)
        found, fitted = wcs.fit(points, ra, dec, (60.0, -30.0), matrix)
        self.assertAlmostEqual(found[0], 60.001, places=9)
        np.testing.assert_array_equal(fitted, matrix)

    def test_nearest_agrees_with_a_search_of_all_pairs(self):
        rng = np.random.default_rng(4)
        points, others = rng.uniform(-50, 50, (300, 2)), rng.uniform(-50, 50, (200, 2))
        distance = np.linalg.norm(points[:, None] - others[None], axis=2)
        expected = np.where(distance.min(1) <= 3.0, distance.argmin(1), -1)
        np.testing.assert_array_equal(nearest(points, others, 3.0)[0], expected)

    def test_nearest_of_nothing_is_nothing(self):
        index, distance = nearest(np.zeros((2, 2)), np.empty((0, 2)), 1.0)
        self.assertEqual(list(index), [-1, -1])
        self.assertTrue(np.isinf(distance).all())

    def test_near_catalogue_entries_are_not_isolated(self):
        columns = ["refId", "ra", "dec", "pmRa", "pmDec", "epoch", "mag_g", "mag_i", "variable"]
        table = {name: np.zeros(3) for name in columns}
        table["ra"] = np.array([10.0, 10.0 + 2 / 3600, 10.1])
        empty = {name: np.empty(0) for name in columns}
        from astropy.table import Table

        standards = read_standards(Table(table), Table(empty), 5.0, [])
        self.assertEqual(list(standards.isolated), [False, False, True])


if __name__ == "__main__":
    unittest.main()
