"""SimCam: an instrument of four big detectors that needs neither afw nor obs_base."""

from lsst.daf.butler.formatters.json import JsonFormatter
from lsst.pipe.base import Instrument

from .optics import BANDS, DETECTOR_CENTRES


class SimCam(Instrument):
    """Simulated camera: 3.5 degrees, 2 x 2 detectors, one filter a band."""

    @classmethod
    def getName(cls):
        return "SimCam"

    def getRawFormatter(self, dataId):
        return JsonFormatter

    def register(self, registry, *, update=False):
        """Write instrument, detectors and filters into a repository."""
        name = self.getName()
        with registry.transaction():
            registry.syncDimensionData(
                "instrument",
                {
                    "name": name,
                    "class_name": "lvv_facility.instrument.SimCam",
                    "detector_max": len(DETECTOR_CENTRES),
                    "visit_max": 10**8,
                    "exposure_max": 10**8,
                },
                update=update,
            )
            for detector in range(len(DETECTOR_CENTRES)):
                position = f"S{detector // 2}{detector % 2}"
                registry.syncDimensionData(
                    "detector",
                    {
                        "instrument": name,
                        "id": detector,
                        "full_name": f"R22_{position}",
                        "name_in_raft": position,
                        "raft": "R22",
                        "purpose": "SCIENCE",
                    },
                    update=update,
                )
            for band in BANDS:
                registry.syncDimensionData(
                    "physical_filter",
                    {"instrument": name, "name": f"{band}_sim", "band": band},
                    update=update,
                )
