"""Answers typed requests about Rubin data repositories, one JSON line each, for as long as its standard input is open.

Runs on the Python of an installation: needs nothing but the standard library and the Rubin middleware.
"""

import sys

# The folder of this program may be read-only or shared; only its own modules are kept from being compiled to disk.
sys.dont_write_bytecode = True

from lvv_worker.channel import Channel  # noqa: E402

channel = Channel.take_over_standard_streams()

from lvv_worker.serve import serve  # noqa: E402

sys.dont_write_bytecode = False

serve(channel)
