"""The table of defects: each fault moves what it says it moves, and a right run moves nothing."""

import logging
import pathlib
import unittest

import yaml

from lvv_facility.simulator.survey import make_survey
from lvv_facility.truth.derive import derive_truth
from tests.in_memory import measure, measure_accuracy, process, pull

FACILITY = pathlib.Path(__file__).parent.parent
SEED = 20261123


class Defects(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        logging.disable(logging.CRITICAL)
        cls.survey = make_survey(SEED)
        cls.truth = derive_truth(cls.survey)
        cls.right = process(cls.survey)
        cls.table = yaml.safe_load((FACILITY / "defects.yaml").read_text())

    @classmethod
    def tearDownClass(cls):
        logging.disable(logging.NOTSET)

    def pulls(self, tables, overrides):
        values = measure(self.survey, tables, overrides)
        return {
            (metric, band): pull(value, self.truth[metric][band])
            for metric, bands in values.items()
            for band, value in bands.items()
        }

    def test_without_a_defect_all_values_agree(self):
        far = {k: v for k, v in self.pulls(self.right[0], []).items() if not abs(v) < 3}
        self.assertEqual(far, {})
        summaries = self.right[1].values()
        self.assertGreater(min(d.summary["astrometricStandards"].min() for d in summaries), 5)
        self.assertLess(measure_accuracy(self.survey, self.right[0]).max(), 50)

    def test_each_defect_moves_what_it_names(self):
        for name, defect in self.table.items():
            with self.subTest(name):
                processed = process(self.survey, defect["drp"]) if defect["drp"] else self.right
                self.look_at(defect, processed)

    def look_at(self, defect, processed):
        tables, calibrated = processed
        if defect["expected"]:
            pulls = self.pulls(tables, defect["metrics"])
            for metric, bands in defect["expected"].items():
                for band in self.truth[metric] if bands == "all" else bands:
                    self.assertGreater(abs(pulls[metric, band]), 3, (metric, band))
        for place in defect.get("tables", []):
            self.assertTrue(self.is_wrong(place, tables, calibrated), place)

    def is_wrong(self, place, tables, calibrated):
        """Whether a column shows a fault that a reader of the table can see."""
        right = self.right[1]
        match place:
            case "wcsAccuracy.worstAreaOffset":
                return measure_accuracy(self.survey, tables).max() > 50
            case "ccdVisitTable.astrometricStandards":
                return min(d.summary["astrometricStandards"].min() for d in calibrated.values()) < 5
            case "ccdVisitTable.zeroPoint":
                moved = [
                    abs(calibrated[v].summary["zeroPoint"] - right[v].summary["zeroPoint"]).max()
                    for v in right
                ]
                return max(moved) > 0.04
            case "sourceTable.psfFlux" | "sourceTable.psfFluxErr":
                column = place.partition(".")[2]
                return {d.sources[column].unit for d in calibrated.values()} != {"nJy"}
            case "objectTable.psfFlux":
                return {objects["psfFlux"].unit for objects, _ in tables.values()} != {"nJy"}
            case "objectTable.objectId":
                ids = [i for objects, _ in tables.values() for i in objects["objectId"]]
                return len(set(ids)) < len(ids)
        raise AssertionError(f"no rule for {place}")


if __name__ == "__main__":
    unittest.main()
