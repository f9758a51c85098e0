"""Prints, as JSON, the Rubin distributions of this Python with their versions, without importing them."""

import importlib.metadata
import json
import platform


def is_modified(distribution: importlib.metadata.Distribution) -> bool:
    """True for a distribution that is installed from a folder of sources, not from a release."""
    origin = distribution.read_text("direct_url.json")
    return origin is not None and "dir_info" in json.loads(origin)


found = [
    {"product": name, "version": distribution.version, "modified": is_modified(distribution)}
    for distribution in importlib.metadata.distributions()
    if (name := (distribution.metadata["Name"] or "").lower().replace("_", "-")).startswith("lsst-")
]
found.sort(key=lambda item: item["product"])
print(json.dumps({"python": platform.python_version(), "products": found}))
