"""Build the facility's data: `python -m lvv_facility.build --seed N --out DIR [--truth-only]`.

Writes DIR/repo (all that pipelines may see) and DIR/sky.json (the truth, which stays outside).
"""

import argparse
import json
import pathlib

from .optics import BANDS, DETECTOR_CENTRES
from .simulator.survey import make_survey
from .truth.derive import derive_truth


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--truth-only", action="store_true")
    arguments = parser.parse_args()
    survey = make_survey(arguments.seed)
    if not arguments.truth_only:
        # The middleware takes seconds to import, which the truth alone need not wait for.
        from .simulator.repository import write_repository

        write_repository(str(arguments.out / "repo"), survey)
    visits = len(survey.visits)
    facts = {
        "sky": {
            "seed": arguments.seed,
            "visits": visits,
            "detectors": visits * len(DETECTOR_CENTRES),
            "bands": list(BANDS),
        },
        "truth": derive_truth(survey),
    }
    (arguments.out / "sky.json").write_text(json.dumps(facts))


if __name__ == "__main__":
    main()
