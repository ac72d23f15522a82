import os
import stat
import subprocess
from pathlib import Path

MODE = stat.S_IRUSR | stat.S_IWUSR | stat.S_IRGRP | stat.S_IWGRP | stat.S_IROTH | stat.S_IWOTH


def a(path):
    os.chmod(path, MODE)


def b(path):
    Path(path).chmod(0o777)


def c(path):
    os.mkdir(path, 0o777)
    os.chmod(path, 511)


def d(path):
    fd = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    return fd


def e(path):
    old = os.umask(0)
    try:
        os.makedirs(path, 0o770)
    finally:
        os.umask(old)


def f(path):
    st = os.stat(path)
    os.chmod(path, st.st_mode | stat.S_IWOTH)


def g(path):
    os.chmod(path, 0o775)
    os.chmod(path, stat.S_IRWXU | stat.S_IRGRP)


def h(path):
    Path(path).mkdir(mode=0o777, parents=True)


def i(path):
    os.fchmod(path.fileno(), 0o646)
