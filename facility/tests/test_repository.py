"""What `facility/up` made: the declared bindings, and a repository without the truth.

UP_ANSWER names a file with the JSON line that it printed.
"""

import json
import os
import pathlib
import unittest

import yaml

FACILITY = pathlib.Path(__file__).parent.parent


@unittest.skipUnless("UP_ANSWER" in os.environ, "needs the answer of facility/up")
class BroughtUp(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.bindings = json.loads(pathlib.Path(os.environ["UP_ANSWER"]).read_text())["bindings"]

    def test_declared_and_real_bindings_have_one_shape(self):
        declared = yaml.safe_load((FACILITY / "bindings.yaml").read_text())
        self.assertEqual(shape(declared), shape(self.bindings))

    def test_the_repository_holds_observations_and_no_truth(self):
        from lsst.daf.butler import Butler

        with Butler.from_config(self.bindings["repository"]) as butler:
            counts = {
                kind.name: len(butler.query_datasets(kind, "SimCam/defaults", explain=False))
                for kind in butler.registry.queryDatasetTypes()
            }
        expected = {
            "rawSourceTable": self.bindings["sky"]["detectors"],
            "visitInfo": self.bindings["sky"]["visits"],
            "camera": 1,
            "referenceCatalog": 1,
            "checkCatalog": 1,
            "skyMap": 1,
        }
        self.assertEqual(counts, expected)
        loose = sorted(path.name for path in pathlib.Path(self.bindings["repository"]).iterdir())
        known = ["SimCam", "butler.yaml", "gen3.sqlite3", "refcats", "skymaps"]
        self.assertEqual(loose, known)


def shape(value):
    if isinstance(value, dict):
        return {key: shape(item) for key, item in value.items()}
    if isinstance(value, list):
        # Only lists of words may be empty: overrides of a pipeline that a defect leaves alone.
        return [shape(value[0])] if value else ["str"]
    return "number" if isinstance(value, int | float) else type(value).__name__


if __name__ == "__main__":
    unittest.main()
