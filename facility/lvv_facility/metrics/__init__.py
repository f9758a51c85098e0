"""What the performance metrics of the DMSR are, as functions of arrays."""
