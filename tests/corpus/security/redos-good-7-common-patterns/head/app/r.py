import re

SLUG = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
PHONE = re.compile(r"^\+?[0-9][0-9 \-()]{6,20}$")
HTML_TAG = re.compile(r"<[^>]+>")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
KV = re.compile(r"(\w+)=([^;]*)(?:;\s*|$)")
MD_LINK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")
FLOAT = re.compile(r"^[-+]?\d*\.?\d+(?:[eE][-+]?\d+)?$")
QUOTED = re.compile(r"'(?:[^'\\]|\\.)*'")
LINES = re.compile(r"^(?:[^\n]*\n)*$")
CSV = re.compile(r'(?:^|,)(?:"([^"]*)"|([^,]*))')
DURATION = re.compile(r"^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$")
DOMAIN = re.compile(r"^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$")
BASE64 = re.compile(r"^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$")
HEX = re.compile(r"^(?:0x)?([0-9a-f]{2})+$")
MAC = re.compile(r"^(?:[0-9A-F]{2}:){5}[0-9A-F]{2}$")
PATHS = re.compile(r"^(/[^/\s]+)+$")
NUMBERS = re.compile(r"^\d{1,3}(,\d{3})*(\.\d+)?$")
COMMENT = re.compile(r"/\*[^*]*\*+(?:[^/*][^*]*\*+)*/")


def all_of(text):
    return [
        SLUG.match(text), PHONE.match(text), HTML_TAG.sub("", text), CAMEL.sub("_", text), KV.findall(text), MD_LINK.findall(text),
        FLOAT.match(text), QUOTED.findall(text), LINES.match(text), CSV.findall(text), DURATION.match(text), DOMAIN.match(text),
        BASE64.match(text), HEX.match(text), MAC.match(text), PATHS.match(text), NUMBERS.match(text), COMMENT.sub("", text),
    ]
