"""gunicorn for Evenhand: ``gunicorn -c config/gunicorn.conf.py 'bot.web:application()'``."""

import os
import shutil
import tempfile
from pathlib import Path

from bot import logs
from bot.settings import Settings

_settings = Settings.from_env()

_host = f"[{_settings.listen_host}]" if ":" in _settings.listen_host else _settings.listen_host
bind = f"{_host}:{_settings.listen_port}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 8
# A request only waits for Redis (under two seconds) or the database; GitHub hangs up after ten.
timeout = 30
graceful_timeout = 15
keepalive = 75
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190
# Requests are logged by the application, by delivery id and outcome; an access log would keep sign-in codes.
accesslog = None
errorlog = "-"
loglevel = "warning"
proc_name = "evenhand-web"
# Nobody manages it from outside; its socket would lie in the home directory.
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None

# Counters of all worker processes meet in files of one folder, new at each start. The client library looks at this variable
# when it is imported, so nothing may import it before.
_counters = tempfile.mkdtemp(prefix="evenhand-metrics-")
os.environ["PROMETHEUS_MULTIPROC_DIR"] = _counters


def on_starting(server):
    logs.set_up("web", _settings.secrets())


def child_exit(server, worker):
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid)


def on_exit(server):
    shutil.rmtree(_counters, ignore_errors=True)
