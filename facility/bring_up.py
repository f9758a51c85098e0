"""Bring the facility up where something is missing or old. Started by `up`; standard library only.

Nothing half made is ever taken for whole: an environment counts when its marker is written, a
repository when it was renamed into place, the answer when it names the key of what it stands for.
Locks are inherited by the programs started here, so that a survivor of a killed bring-up still
holds them.
"""

import argparse
import contextlib
import fcntl
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
LOCK = HERE / "requirements.txt"
SEED = 20261123
PRODUCTS = ("lsst-daf-butler", "lsst-pipe-base", "lsst-ctrl-mpexec")
SAID: list[str] = []


class BringUpError(Exception):
    """A failure that is told in one message, without a traceback."""


def say(text):
    SAID.append(text)
    print(f"facility: {text}", file=sys.stderr, flush=True)


def content_hash(*patterns):
    """Hash of names and contents of files under the facility."""
    digest = hashlib.sha256()
    for path in sorted(p for pattern in patterns for p in HERE.glob(pattern)):
        digest.update(f"{path.relative_to(HERE)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@contextlib.contextmanager
def locked(path):
    """Hold a lock file; say so once when another bring-up has it."""
    with open(path, "a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("waiting for another bring-up to finish")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield file.fileno()


def run(command, held, **environment):
    """Run a program that keeps the lock; its output is shown only when it fails."""
    run_together([command], held, **environment)


def run_together(commands, held, **environment):
    """Run programs at the same time and wait for all of them."""
    started = [
        subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            pass_fds=(held,),
            env={**os.environ, **environment},
        )
        for command in commands
    ]
    outputs = [process.communicate()[0] for process in started]
    for command, process, output in zip(commands, started, outputs):
        if process.returncode != 0:
            tail = "\n".join(output.strip().splitlines()[-15:])
            program = " ".join(pathlib.Path(str(part)).name for part in command[:4])
            raise BringUpError(f"`{program} …` ended with {process.returncode}:\n{tail}")


def write_atomically(path, text):
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False) as file:
        file.write(text)
    os.replace(file.name, path)


def provide_python(home):
    """The environment of the lock file, shared by all roots. Returns (its python, was it there)."""
    target = home / f"python-{content_hash('requirements.txt')}"
    python, marker = target / "bin" / "python", target / "complete"
    if marker.exists() and works(python):
        return python, True
    with locked(home / f"{target.name}.lock") as held:
        if marker.exists() and works(python):
            return python, True
        # Its programs hold its path, so it is built in place; the marker makes it whole.
        if target.exists():
            say("removing an unfinished Python environment")
            marker.unlink(missing_ok=True)
            shutil.rmtree(target)
        started = time.monotonic()
        say(f"installing the Rubin middleware for Python {sys.version.split()[0]} into {target}")
        make_environment(target, held)
        install(python, held)
        marker.write_text("")
        say(f"installed in {time.monotonic() - started:.0f} s")
    return python, False


def works(python):
    try:
        return subprocess.run([python, "-I", "-S", "-c", ""], capture_output=True).returncode == 0
    except OSError:
        return False


def make_environment(target, held):
    """An empty virtual environment with pip; brings the system's missing module where it may."""
    command = [sys.executable, "-I", "-m", "venv", target]
    try:
        run(command, held)
        return
    except BringUpError as error:
        if has_module("venv") and has_module("ensurepip"):
            raise
        shutil.rmtree(target, ignore_errors=True)
        package = f"python{sysconfig.get_python_version()}-venv"
        if not shutil.which("apt-get"):
            raise BringUpError(f"{sys.executable} has no working venv module: {error}") from error
        if os.geteuid() != 0:
            raise BringUpError(
                f"{sys.executable} has no venv module; run: sudo apt-get install -y {package}"
            ) from error
    say(f"installing {package}, which this Python lacks")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        run(["apt-get", "install", "-y", "-qq", package], held, **quiet)
    except BringUpError:
        run(["apt-get", "update", "-qq"], held, **quiet)
        run(["apt-get", "install", "-y", "-qq", package], held, **quiet)
    run(command, held)


def has_module(name):
    check = f"import importlib.util as u, sys; sys.exit(u.find_spec({name!r}) is None)"
    return subprocess.run([sys.executable, "-I", "-c", check]).returncode == 0


def install(python, held):
    """Install exactly the lock file: by uv, itself from the lock, else by pip."""
    pip = [python, "-I", "-m", "pip", "install", "-q", "--no-input", "--require-hashes"]
    pip += ["--disable-pip-version-check", "--only-binary", ":all:"]
    with tempfile.TemporaryDirectory() as folder:
        alone = pathlib.Path(folder) / "uv.txt"
        alone.write_text(lock_entry("uv"))
        try:
            run([*pip, "--no-deps", "-r", alone], held)
            uv = [python.parent / "uv", "pip", "install", "-q", "--python", python]
            run([*uv, "--require-hashes", "-r", LOCK], held, UV_PYTHON_DOWNLOADS="never")
            return
        except BringUpError as error:
            say(f"uv did not manage, trying pip ({str(error).splitlines()[-1]})")
    run([*pip, "-r", LOCK], held)


def lock_entry(name):
    """Lines of the lock file that pin one package."""
    lines, inside = [], False
    for line in LOCK.read_text().splitlines():
        if not line.startswith((" ", "#")):
            inside = line.startswith(f"{name}==")
        if inside:
            lines.append(line)
    return "\n".join(lines) + "\n"


def provide_repository(directory, python, held):
    """The repository and the truth of its sky. Returns (facts of the sky, were they there)."""
    simulator = ("requirements.txt", "lvv_facility/*.py", "lvv_facility/simulator/*.py")
    sky = f"{content_hash(*simulator)}-{SEED}"
    # Outputs of older tasks would stand beside those of newer ones, under the same names.
    made_by = content_hash(*simulator, "lvv_facility/tasks/*.py", "pipelines/*.yaml")
    derived_by = content_hash(*simulator, "lvv_facility/truth/*.py")
    keys = {"repository": f"{sky}-{made_by}", "truth": f"{sky}-{derived_by}"}
    repository, facts = directory / "repo", directory / "sky.json"
    known = read_json(facts)
    wanted = [name for name, key in keys.items() if known.get("keys", {}).get(name) != key]
    if not (repository / "butler.yaml").exists() and "repository" not in wanted:
        wanted.append("repository")
    if not wanted:
        return known, True
    for left in directory.glob("building-*"):
        shutil.rmtree(left)
    started = time.monotonic()
    building = directory / f"building-{os.getpid()}"
    building.mkdir()
    say(f"simulating the survey: {' and '.join(sorted(wanted))}")
    run_together(
        [
            [python, "-m", "lvv_facility.build", name, "--seed", SEED, "--out", building / name]
            for name in wanted
        ],
        held,
        PYTHONPATH=str(HERE),
        # Two of these run side by side on what may be two cores.
        **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1"),
    )
    truth = read_json(building / "truth") if "truth" in wanted else known["truth"]
    if "repository" in wanted:
        # Once the facts are gone, a kill between the renames leaves nothing that looks current.
        facts.unlink(missing_ok=True)
        if repository.exists():
            repository.rename(building / "old")
        (building / "repository").rename(repository)
    known = {"keys": keys, "sky": {**truth["sky"], "hash": sky}, "truth": truth}
    write_atomically(facts, json.dumps(known))
    shutil.rmtree(building)
    say(f"made in {time.monotonic() - started:.0f} s in {directory}")
    return known, False


def read_json(path):
    try:
        return json.loads(path.read_text())
    except (OSError, ValueError):
        return {}


def read_defects(python):
    """What can be planted: for each defect the overrides of the two pipelines."""
    program = (
        "import json, sys, yaml; table = yaml.safe_load(open(sys.argv[1])); "
        "keys = ('title', 'drp', 'metrics'); "
        "print(json.dumps({n: {k: d[k] for k in keys} for n, d in table.items()}))"
    )
    done = subprocess.run(
        [python, "-I", "-c", program, HERE / "defects.yaml"], capture_output=True, text=True
    )
    if done.returncode != 0:
        raise BringUpError(f"defects.yaml cannot be read: {done.stderr.strip().splitlines()[-1:]}")
    return json.loads(done.stdout)


def software(python):
    """Versions of what processes the data; the facility's own tasks are not the product."""
    site = next((python.parent.parent / "lib").glob("python3*/site-packages"))
    versions = []
    for product in PRODUCTS:
        folder = next(site.glob(f"{product.replace('-', '_')}-*.dist-info"))
        version = folder.name.removesuffix(".dist-info").rpartition("-")[2]
        versions.append({"product": product, "version": version, "modified": False})
    own = content_hash("lvv_facility/**/*.py", "pipelines/*.yaml")
    return [*versions, {"product": "lvv-facility", "version": own, "modified": True}]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--dir", type=pathlib.Path, required=True)
    parser.add_argument("--home", type=pathlib.Path, required=True)
    parser.add_argument("--only", choices=["python"])
    arguments = parser.parse_args()
    directory = arguments.dir
    python, reused = provide_python(arguments.home)
    bindings = {"python": str(python)}
    repository = directory / "repo"
    if arguments.only is None:
        with locked(directory / "lock") as held:
            known, there = provide_repository(directory, python, held)
        reused = reused and there
        bindings["repository"] = str(repository)
        bindings |= {"sky": known["sky"], "truth": known["truth"]["metrics"]}
        bindings["defects"] = read_defects(python)
    answer = {"bindings": bindings, "reused": reused, "software": software(python), "said": SAID}
    current = {**answer, "reused": True, "said": ["everything is current"]}
    name = "up-python.json" if arguments.only else "up.json"
    head = [os.environ["LVV_UP_KEY"], str(python), str(repository)]
    write_atomically(directory / name, "\n".join([*head, json.dumps(current)]) + "\n")
    if reused:
        say("everything is current")
    print(json.dumps(answer))


if __name__ == "__main__":
    try:
        main()
    except BringUpError as error:
        print(f"facility: {error}", file=sys.stderr)
        sys.exit(3)
    except OSError as error:
        print(f"facility: {error.strerror}: {error.filename}", file=sys.stderr)
        sys.exit(3)
