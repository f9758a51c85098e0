"""The metrics on inputs whose answer is known by hand."""

import unittest

import numpy as np

from lvv_facility.metrics import absolute, colour, photometric, relative, sampling
from lvv_facility.metrics.repeats import Repeats, gather

MAS = 1 / 3.6e6


def repeats(ra, dec, magnitude=None):
    ra, dec = np.array(ra, float), np.array(dec, float)
    magnitude = np.zeros_like(ra) if magnitude is None else np.array(magnitude, float)
    return Repeats(np.arange(len(ra)), ra, dec, magnitude)


class Relative(unittest.TestCase):
    def test_separation_is_exact_for_tiny_and_for_large_angles(self):
        for angle in (1e-7, 1e-3, 3.3, 90.0):
            found = np.degrees(relative.separation(10.0, 0.0, 10.0 + angle, 0.0))
            self.assertAlmostEqual(found / angle, 1, places=7)

    def test_pairs_are_cut_to_the_annulus(self):
        ra = np.array([0.0, 5.0, 6.5, 20.0]) / 60
        first, second = relative.find_pairs(ra, np.zeros(4), 5.0, 2.0)
        self.assertEqual(list(zip(first, second)), [(0, 1)])

    def test_am_is_the_sample_deviation_of_the_separation(self):
        # One pair five arcminutes apart; the second star moves by -10, 0 and +10 mas.
        ra = [[0, 0, 0], [5 / 60 - 10 * MAS, 5 / 60, 5 / 60 + 10 * MAS]]
        pairs = relative.pair_separations(repeats(ra, np.zeros((2, 3))), 5.0, 2.0, 3)
        self.assertAlmostEqual(relative.am(*pairs)[0], 10.0, places=4)

    def test_common_motion_of_a_pair_is_no_error(self):
        shift = np.array([0, 300, -200]) * MAS
        ra = np.stack([shift, 5 / 60 + shift])
        pairs = relative.pair_separations(repeats(ra, np.zeros((2, 3))), 5.0, 2.0, 3)
        self.assertAlmostEqual(relative.am(*pairs)[0], 0.0, places=4)

    def test_af_counts_separations_beyond_the_limit_of_the_median(self):
        ra = [[0, 0, 0, 0, 0], 5 / 60 + np.array([0, 1, -1, 25, -19]) * MAS]
        pairs = relative.pair_separations(repeats(ra, np.zeros((2, 5))), 5.0, 2.0, 3)
        self.assertAlmostEqual(relative.af(*pairs, 20.0)[0], 20.0)

    def test_pairs_seen_together_too_rarely_are_left_out(self):
        ra = [[0, 0, 0], [5 / 60, 5 / 60, np.nan]]
        self.assertEqual(
            len(relative.pair_separations(repeats(ra, np.zeros((2, 3))), 5, 2, 3)[0]), 0
        )


class Others(unittest.TestCase):
    def test_aa1_is_measured_on_the_sky_not_in_coordinates(self):
        seen = repeats([[10 + 8 * MAS / np.cos(np.radians(60))] * 3], [[60 - 4 * MAS] * 3])
        east, north = absolute.offsets(seen, np.array([10.0]), np.array([60.0]))
        self.assertAlmostEqual(absolute.aa1(east)[0], 8.0, places=3)
        self.assertAlmostEqual(absolute.aa1(north)[0], 4.0, places=3)

    def test_ab1_and_abf1_compare_every_visit_of_both_bands_on_both_axes(self):
        band = repeats([[30 * MAS, 0]], [[0, 0]])
        reference = repeats([[0, 0]], [[0, 0]])
        distance = colour.distances(band, reference)
        self.assertEqual(distance.shape, (1, 8))
        self.assertAlmostEqual(colour.ab1(distance)[0], np.sqrt(2 * 900 / 8), places=4)
        self.assertAlmostEqual(colour.abf1(distance, 20.0)[0], 25.0)

    def test_pa1_and_pf1_are_about_the_mean_of_each_star(self):
        magnitude = [[20.0, 20.01, 20.02], [18.0, 18.0, 18.06]]
        residual = photometric.residuals(repeats(np.zeros((2, 3)), np.zeros((2, 3)), magnitude))
        middle = (10 + np.std([0, 0, 60], ddof=1)) / 2
        self.assertAlmostEqual(photometric.pa1(residual)[0], middle, places=6)
        self.assertAlmostEqual(photometric.pf1(residual, 22.5)[0], 100 / 6)

    def test_a_clip_drops_outliers(self):
        values = np.tile([0.0, 1.0, 2.0, 1.5, 0.5, 50.0], (20, 1))
        kept = repeats(values * 0, values * 0 + 1e-9 * values, values / 1000).clipped(3.0)
        self.assertEqual(np.isnan(kept.magnitude).sum(), 20)

    def test_gather_puts_each_source_at_its_star_and_visit(self):
        objects = {"objectId": np.array([7, 3]), "refId": np.array([1, 2])}
        matched = {
            "objectId": np.array([3, 7, 9]),
            "visit": np.array([20, 10, 10]),
            "ra": np.array([1.0, 2.0, 9.0]),
            "dec": np.zeros(3),
            "mag": np.zeros(3),
        }
        np.testing.assert_array_equal(gather(objects, matched).ra, [[2, np.nan], [np.nan, 1]])


class Sampling(unittest.TestCase):
    def test_the_error_of_a_median_is_that_of_repeated_draws(self):
        rng = np.random.default_rng(1)
        draws = [sampling.median(rng.normal(size=900), np.arange(900)) for _ in range(300)]
        values, errors = np.array(draws).T
        self.assertAlmostEqual(np.mean(errors) / np.std(values), 1, delta=0.15)

    def test_rows_that_share_stars_count_as_the_fewer_they_are(self):
        rng = np.random.default_rng(2)
        stars = np.repeat(np.arange(100), 10)
        draws = []
        for _ in range(300):
            hits = np.repeat(rng.random(100) < 0.2, 10).astype(float)
            draws.append(sampling.fraction(hits, np.ones(1000), stars))
        values, errors = np.array(draws).T
        self.assertAlmostEqual(np.mean(errors) / np.std(values), 1, delta=0.15)

    def test_pairs_with_common_stars_get_the_error_of_repeated_draws(self):
        rng = np.random.default_rng(3)
        first, second = rng.integers(0, 200, (2, 3000))
        first, second = first[first != second], second[first != second]
        draws = []
        for _ in range(200):
            star = rng.normal(size=200)
            noise = rng.normal(size=len(first))
            draws.append(sampling.median(star[first] + star[second] + noise, first, second))
        values, errors = np.array(draws).T
        self.assertAlmostEqual(np.mean(errors) / np.std(values), 1, delta=0.2)

    def test_no_hit_at_all_still_has_an_uncertainty(self):
        self.assertGreater(sampling.fraction(np.zeros(50), np.ones(50), np.arange(50))[1], 0)


if __name__ == "__main__":
    unittest.main()
