"""Runs a command to the end of all its processes and prints what it used, as one line of JSON.

Orphans count too: this process adopts and awaits them. CPU is user and system time of every process in seconds, wall
is the seconds until the command itself ended, memory is the peak resident size of its largest process in bytes.
"""

import ctypes
import json
import os
import sys
import time

PR_SET_CHILD_SUBREAPER = 36


def main() -> None:
    log, *command = sys.argv[1:]
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    output = os.open(log, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o644)
    start = time.perf_counter()
    files = [
        (os.POSIX_SPAWN_OPEN, 0, "/dev/null", os.O_RDONLY, 0),
        (os.POSIX_SPAWN_DUP2, output, 1),
        (os.POSIX_SPAWN_DUP2, output, 2),
    ]
    leader = os.posix_spawnp(command[0], command, os.environ, file_actions=files)
    cpu, memory, wall, code = 0.0, 0, 0.0, 0
    while True:
        try:
            pid, status, usage = os.wait4(-1, 0)
        except ChildProcessError:
            break
        cpu += usage.ru_utime + usage.ru_stime
        memory = max(memory, usage.ru_maxrss * 1024)
        if pid == leader:
            wall = time.perf_counter() - start
            code = os.waitstatus_to_exitcode(status)
    print(json.dumps({"code": code, "cpu": cpu, "wall": wall, "memory": memory}))


main()
