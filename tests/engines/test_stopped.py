"""A run of the command line on a terminal and in a pipe, to its end and stopped in the middle."""

from __future__ import annotations

import fcntl
import os
import pty
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest
from tests.engines.tables import AT, log, wide
from tests.engines.test_parquet import FILE, read, written

from charterclock.engines import written as files

#: a program whose batches are so small that it takes long
_SLOW = (
    "import sys; from charterclock.engines import parquet, parts; parquet._ROWS, parts._MOST = 1, 40\n"
    "from charterclock.cli import main\nsys.exit(main(sys.argv[1:]))"
)
_PLAIN = [sys.executable, "-m", "charterclock"]


def asked(paths: list[str], out: Path) -> list[str]:
    return ["assess", FILE, *paths, "--at", AT, "--out", f"{out}{os.sep}"]


@pytest.mark.parametrize(("kind", "number", "code"), [("wide", signal.SIGINT, 130), ("log", signal.SIGTERM, 143)])
def test_what_is_stopped_leaves_nothing_half_written(tmp_path: Path, kind: str, number: int, code: int) -> None:
    table = wide(3000) if kind == "wide" else log(1500).sample(fraction=1, shuffle=True, seed=1)
    paths, out, temporary = written(tmp_path / "cases", table, 1), tmp_path / "out", tmp_path / "temporary"
    temporary.mkdir()
    command = [sys.executable, "-c", _SLOW, *asked(paths, out)]
    run = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                           env={**os.environ, "TMPDIR": str(temporary)})  # fmt: skip
    while not (out.exists() and list(out.iterdir())) or (kind == "log" and not any(temporary.glob("*/*"))):
        assert run.poll() is None, run.communicate()
        time.sleep(0.01)
    run.send_signal(number)
    printed, said = run.communicate(timeout=60)
    assert (run.returncode, printed, "Traceback" in said) == (code, "", False)
    assert not list(out.iterdir())
    assert not list(temporary.iterdir())


def test_a_bar_on_a_terminal(tmp_path: Path) -> None:
    """It is drawn where a person sees it; what goes into a pipe or a file holds none of it."""
    paths = written(tmp_path / "cases", wide(500).filter(pledge="email-account"), 2)
    piped = subprocess.run([*_PLAIN, *asked(paths, tmp_path / "piped")], capture_output=True, text=True, check=True)
    assert "rows" not in piped.stderr + piped.stdout
    assert "\r" not in piped.stderr + piped.stdout
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 120, 0, 0))
    run = subprocess.Popen([*_PLAIN, *asked(paths, tmp_path / "seen")], stderr=theirs, stdout=subprocess.PIPE)
    os.close(theirs)
    seen = b""
    try:
        while some := os.read(ours, 1 << 16):
            seen += some
    except OSError:  # how Linux tells that nobody writes to it any more
        pass
    finally:
        os.close(ours)
    printed, _ = run.communicate(timeout=60)
    assert run.returncode == 0
    assert printed.decode() == piped.stdout
    count = len(read(tmp_path / "seen"))
    assert "100%" in seen.decode()
    assert f"{count}/{count}" in seen.decode()
    assert "rows/s" in seen.decode()


def test_who_listens_to_a_request_to_end_goes_on_listening() -> None:
    """A program of ours is ended in order only where nobody else asked to be told; afterwards all is as before."""
    before = signal.getsignal(signal.SIGTERM)
    assert before == signal.SIG_DFL
    with files.stopped_in_order():
        assert signal.getsignal(signal.SIGTERM) != before
    assert signal.getsignal(signal.SIGTERM) == before
    signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        theirs = signal.getsignal(signal.SIGTERM)
        with files.stopped_in_order():
            assert signal.getsignal(signal.SIGTERM) is theirs
    finally:
        signal.signal(signal.SIGTERM, before)
