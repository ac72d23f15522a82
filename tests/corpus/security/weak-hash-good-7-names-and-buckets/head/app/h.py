import hashlib


def _hash(value):
    return hashlib.md5(value.encode()).hexdigest()


def session_cache_key(session_id):
    return f"session:{_hash(session_id)}"


def user_bucket(user_id, experiment):
    return int(hashlib.sha1(f"{experiment}:{user_id}".encode()).hexdigest()[:8], 16) % 100


def lock_name(resource):
    return "lock:" + hashlib.md5(resource.encode()).hexdigest()


def file_changed(path, old):
    return hashlib.md5(path.read_bytes()).hexdigest() != old


def signed_in_users_cache(ids):
    return hashlib.md5(",".join(map(str, ids)).encode()).hexdigest()


def rate_limit_key(ip):
    return "rl:" + hashlib.sha1(ip.encode()).hexdigest()


def content_hash(body):
    return hashlib.sha1(body).hexdigest()


def short_id(url):
    return hashlib.md5(url.encode()).hexdigest()[:8]
