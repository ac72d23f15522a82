import subprocess
import time
import urllib.request

import pytest


@pytest.fixture(scope="session")
def server():
    process = subprocess.Popen(["python", "-m", "shop"])
    try:
        for _ in range(50):
            try:
                urllib.request.urlopen("http://localhost:8000/health", timeout=1)
                break
            except OSError:
                time.sleep(0.1)
        else:
            pytest.fail("the server did not start")
        yield "http://localhost:8000"
    finally:
        process.terminate()
        process.wait()
