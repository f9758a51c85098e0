"""The simulated sky and what SimCam records of it. Pipelines never import this."""
