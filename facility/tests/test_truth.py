"""The truth: its formulae against direct draws, the pipelines against it, and who may see it."""

import ast
import logging
import pathlib
import unittest

import numpy as np

from lvv_facility.optics import BANDS
from lvv_facility.simulator.survey import make_survey
from lvv_facility.truth import distributions, metrics
from lvv_facility.truth.derive import derive_truth
from lvv_facility.truth.errors import band_errors
from tests.in_memory import measure, process, pull

PACKAGE = pathlib.Path(__file__).parent.parent / "lvv_facility"


class Distributions(unittest.TestCase):
    def test_gamma_function_of_integer_shape_is_the_poisson_sum(self):
        x = np.array([0.3, 2.0, 7.0])
        expected = 1 - np.exp(-x) * (1 + x + x**2 / 2)
        np.testing.assert_allclose(distributions.gamma_cdf(np.full(3, 3.0), x), expected, atol=1e-9)

    def test_medians_and_outliers_of_mixed_normal_values_agree_with_draws(self):
        rng = np.random.default_rng(1)
        variance, extra = np.full((3000, 7), 60.0), np.full((3000, 7), 240.0)
        present = rng.random((3000, 7)) < 0.9
        present[:, :3] = True
        offset = np.where(present, rng.normal(0, 3, (3000, 7)), 0.0)
        pairs = (variance, offset, present, extra)
        medians, shares = [], []
        for _ in range(60):
            wide = rng.random((2, 3000, 7)) < 0.03
            x = offset + rng.normal(size=offset.shape) * np.sqrt(
                variance + extra * wide.sum(axis=0)
            )
            x = np.where(present, x, np.nan)
            medians.append(np.median(np.nanstd(x, axis=1, ddof=1)))
            far = np.abs(x - np.nanmedian(x, axis=1, keepdims=True)) > 20
            shares.append(100 * far.sum() / present.sum())
        self.assertAlmostEqual(metrics.am(pairs) / np.mean(medians), 1, delta=0.005)
        self.assertAlmostEqual(metrics.af(pairs, 20.0) / np.mean(shares), 1, delta=0.02)

    def test_the_fit_takes_as_many_degrees_of_freedom_as_it_has_terms(self):
        survey = make_survey(3, scale=0.3, visits_per_band=3)
        errors = band_errors(survey, "r")
        used = errors.reference[:, None] & errors.present
        for visit in range(3):
            stars = np.flatnonzero(used[:, visit])
            b = errors.design[stars, visit]
            chip = errors.detector[stars, visit]
            leverage = np.einsum("pa,pab,pb->p", b, errors.normal[visit, chip], b)
            self.assertAlmostEqual(leverage.sum(), 3 * len(np.unique(chip)), places=6)


class Pulls(unittest.TestCase):
    """Unbiased, and within three combined standard uncertainties, on skies of other seeds."""

    @classmethod
    def setUpClass(cls):
        logging.disable(logging.CRITICAL)
        cls.pulls = {}
        for seed in (11, 12):
            survey = make_survey(seed, scale=0.6)
            truth = derive_truth(survey)
            values = measure(survey, process(survey)[0])
            for metric, bands in values.items():
                for band, value in bands.items():
                    cls.pulls[seed, metric, band] = pull(value, truth[metric][band])
        logging.disable(logging.NOTSET)

    def test_every_metric_and_band_is_judged(self):
        self.assertEqual(len(self.pulls), 2 * (11 * len(BANDS) + 2 * (len(BANDS) - 1)))

    def test_nearly_all_are_within_three(self):
        far = {k: round(v, 1) for k, v in self.pulls.items() if not abs(v) < 3}
        self.assertLessEqual(len(far), 2, far)

    def test_no_metric_is_biased(self):
        for metric in {metric for _, metric, _ in self.pulls}:
            values = [v for (_, name, _), v in self.pulls.items() if name == metric]
            self.assertLess(abs(np.mean(values)), 1.2, metric)
        self.assertLess(abs(np.mean(list(self.pulls.values()))), 0.4)


class OutOfReach(unittest.TestCase):
    def test_nothing_that_pipelines_import_knows_simulator_or_truth(self):
        seen, waiting = set(), sorted((PACKAGE / "tasks").glob("*.py"))
        while waiting:
            path = waiting.pop()
            if path in seen:
                continue
            seen.add(path)
            waiting += [p for p in _imports(path) if p.exists()]
        names = {str(path.relative_to(PACKAGE)) for path in seen}
        self.assertIn("metrics/relative.py", names)
        self.assertFalse({n for n in names if n.startswith(("simulator", "truth"))}, names)

    def test_the_truth_does_not_import_what_it_judges(self):
        for path in sorted((PACKAGE / "truth").glob("*.py")):
            for imported in _imports(path):
                inside = imported.relative_to(PACKAGE).parts[0]
                self.assertNotIn(inside, ("tasks", "metrics", "wcs.py", "catalogue.py"), path)


def _imports(path):
    """Files of the package that a file imports, by its relative imports."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = path.parents[node.level - 1] / (node.module or "").replace(".", "/")
            found.append(base.with_suffix(".py") if node.module else base)
            found += [base / f"{alias.name}.py" for alias in node.names]
    return [p for p in found if p.suffix == ".py"]


if __name__ == "__main__":
    unittest.main()
