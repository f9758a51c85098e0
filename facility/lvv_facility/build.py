"""Build the facility's data: `python -m lvv_facility.build repository|truth --seed N --out PATH`.

The repository holds all that pipelines may see; the truth is a file outside of it.
"""

import argparse
import json
import pathlib

from .optics import BANDS, DETECTOR_CENTRES
from .simulator.survey import make_survey
from .truth.derive import derive_truth


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["repository", "truth"])
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    survey = make_survey(arguments.seed)
    if arguments.what == "repository":
        # The middleware takes seconds to import, which the truth need not wait for.
        from .simulator.repository import write_repository

        write_repository(str(arguments.out), survey)
    else:
        arguments.out.write_text(json.dumps(describe(survey)))


def describe(survey):
    """What the survey is, and the truth of its metrics."""
    visits = len(survey.visits)
    sky = {
        "seed": survey.seed,
        "visits": visits,
        "detectors": visits * len(DETECTOR_CENTRES),
        "bands": list(BANDS),
    }
    return {"sky": sky, "metrics": derive_truth(survey)}


if __name__ == "__main__":
    main()
