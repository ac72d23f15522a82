"""Credentials in every kind of text file, and the texts that only look like one.

Tokens are put together here so that no line of this file is one.
"""

from __future__ import annotations

import base64
import random
import string
import zlib

import pytest

from checks.changes import in_memory
from checks.config import CheckConfig
from checks.engine import review
from checks.security.connection_strings import connections
from checks.security.secret_formats import checksummed, credentials
from checks.security.secret_values import chosen_password, random_looking

RULE = "security/hardcoded-secret"
LETTERS = string.ascii_letters + string.digits
HEX = "0123456789abcdef"
STRONG = "Vq7-plo" + "Ver.92xT"


def text_of(length: int, alphabet: str = LETTERS, seed: int = 7) -> str:
    """Letters that look random and are the same in every run."""
    return "".join(random.Random(f"{seed}{length}{alphabet}").choices(alphabet, k=length))


UUID = "6f1c2b7e-90ab-4cde-8f12-" + "3d4e5f6a7b8c"
UPPER = string.ascii_uppercase + "234567"
TOKENS = {
    "aws": "AKIA" + text_of(16, UPPER),
    "github": "ghp_" + text_of(36),
    "github fine-grained": "github_pat_" + text_of(22) + "_" + text_of(59),
    "gitlab": "glpat-" + text_of(20),
    "slack": "xoxb-" + "17563482910-2938471023-" + text_of(24),
    "slack hook": "https://hooks.slack.com/services/T" + text_of(9, UPPER) + "/B" + text_of(9, UPPER) + "/" + text_of(24),
    "discord hook": "https://discord.com/api/webhooks/" + "112233998877665544/" + text_of(68),
    "stripe": "sk_live_" + text_of(24),
    "stripe restricted": "rk_live_" + text_of(24),
    "stripe webhook": "whsec_" + text_of(32),
    "anthropic": "sk-ant-api03-" + text_of(93),
    "openai": "sk-proj-" + text_of(64),
    "openai old": "sk-" + text_of(20) + "T3Blbk" + "FJ" + text_of(20),
    "google": "AIza" + text_of(35),
    "google oauth": "GOCSPX-" + text_of(28),
    "npm": "npm_" + text_of(36),
    "pypi": "pypi-AgEIcHlwaS5vcmc" + text_of(70),
    "sendgrid": "SG." + text_of(22) + "." + text_of(43),
    "twilio": "SK" + text_of(32, HEX),
    "mailgun": "key-" + text_of(32, HEX),
    "mailchimp": text_of(32, HEX) + "-us14",
    "digitalocean": "dop_v1_" + text_of(64, HEX),
    "heroku": "HRKU-" + text_of(60),
    "shopify": "shpat_" + text_of(32, HEX),
    "hugging face": "hf_" + text_of(34, string.ascii_letters),
    "databricks": "dapi" + text_of(32, HEX),
    "vault": "hvs." + text_of(28),
    "doppler": "dp.st.prd." + text_of(43),
    "atlassian": "ATATT3" + text_of(180),
    "notion": "ntn_" + "12849305761" + text_of(35),
    "linear": "lin_api_" + text_of(40),
    "sentry": "sntryu_" + text_of(64, HEX),
    "telegram": "7348291056:AA" + text_of(33),
    "azure storage": "DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=" + text_of(86) + "==",
    "azure bus": "Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=root;SharedAccessKey=" + text_of(43) + "=",
    "azure signature": "https://shop.blob.core.windows.net/a?sv=2022-11-02&sp=r&sig=" + text_of(43) + "%3D",
    "azure client": text_of(3) + "8Q~" + text_of(34),
    "docker": "dckr_pat_" + text_of(27),
    "grafana": "glsa_" + text_of(32) + "_" + text_of(8, HEX),
    "jwt": "eyJhbGciOiJIUzI1NiJ9." + base64.urlsafe_b64encode(b'{"sub":"svc-orders","iss":"shop"}').decode().rstrip("=") + "." + text_of(43),
    "postgres": f"postgresql://shop:{STRONG}@db1.shop-prod.net:5432/shop",
    "mongo": f"mongodb+srv://shop:{STRONG}@cluster0.ab1cd.mongodb.net/shop",
    "redis": f"redis://:{STRONG}@cache.shop-prod.net:6379/0",
    "rediss": f"rediss://default:{STRONG}@cache.shop-prod.net:6379/0",
    "amqp": f"amqps://shop:{STRONG}@mq.shop-prod.net/shop",
    "mysql": f"mysql+pymysql://shop:{STRONG}@db1.shop-prod.net/shop",
    "go mysql": f"shop:{STRONG}@tcp(db1.shop-prod.net:3306)/shop?parseTime=true",
    "jdbc": f"jdbc:sqlserver://db1.shop-prod.net:1433;databaseName=shop;user=shop;password={STRONG};encrypt=true",
    "jdbc query": f"jdbc:postgresql://db1.shop-prod.net/shop?user=shop&password={STRONG}",
    "ado": f"Server=tcp:db1.shop-prod.net,1433;Initial Catalog=shop;User ID=shop;Password={STRONG};",
    "libpq": f"host=db1.shop-prod.net user=shop password={STRONG} dbname=shop",
    "web": f"https://deploy:{STRONG}@git.shop-prod.net/shop.git",
}  # fmt: skip


@pytest.mark.parametrize("name", TOKENS)
def test_a_vendors_format_is_found_in_any_file(name: str) -> None:
    token = TOKENS[name]
    for path, line in (
        ("config/app.yml", f"value: {token}"),
        ("app/settings.py", f"VALUE = '{token}'"),
        ("src/Main.java", f'  String value = "{token}";'),
        ("notes.txt", f"use {token} for now"),
        (".env", f"VALUE={token}"),
    ):
        report = review(in_memory({path: f"first: 1\n{line}\n"}), only={RULE})
        assert [f.line for f in report.findings] == [2], (path, token)
        assert token not in repr(report)


@pytest.mark.parametrize(
    "text",
    [
        "pk_live_" + text_of(24),
        "sk_test_" + text_of(24),
        "https://" + text_of(32, HEX) + "@o123.ingest.sentry.io/42",
        "AKIAIOSFODNN7EXAMPLE",
        "ghp_" + "x" * 36,
        "ghp_" + "abcdefghijklmnopqrstuvwxyz0123456789",
        "glpat-xxxxxxxxxxxxxxxxxxxx",
        "sk-ant-api03-" + "your-key-here" * 4,
        "firebase: {authDomain: 'a', apiKey: '" + "AIza" + text_of(35) + "'}",
        "https://maps.googleapis.com/maps/api/js?key=" + "AIza" + text_of(35),
        "NEXT_PUBLIC_MAPS=" + "AIza" + text_of(35),
        "postgres://postgres:postgres@localhost:5432/app",
        "postgresql://app:app@db:5432/app",
        "postgres://user:password@db.prod.acme.net/app",
        "mongodb://root:example@mongo:27017",
        "redis://:password@redis:6379/0",
        "amqp://guest:guest@rabbitmq:5672/",
        "mysql://root@localhost/app",
        "postgres://${USER}:${PASS}@db.prod.acme.net/app",
        "postgres://{user}:{password}@{host}/app",
        "postgres://user:<password>@db.prod.acme.net/app",
        "Server=localhost;Database=shop;User Id=sa;Password=Your_password123;",
        "Server=(localdb)\\mssqllocaldb;Database=shop;Trusted_Connection=True;",
        "Server=db1.shop-prod.net;Database=shop;User Id=shop;Password=${DB_PASSWORD};",
        "jdbc:postgresql://db1.shop-prod.net/shop?user=shop&password=%s",
        "https://user:pass@example.com/",
        "https://packages.example.com/npm/",
        "-----BEGIN PRIVATE KEY-----\nMIIE...\n-----END PRIVATE KEY-----",
        "-----BEGIN PUBLIC KEY-----\n" + text_of(64) + "\n" + text_of(64) + "\n-----END PUBLIC KEY-----",
        "-----BEGIN CERTIFICATE-----\n" + text_of(64) + "\n-----END CERTIFICATE-----",
        "Authorization: Bearer <token>",
        "Authorization: Bearer $TOKEN",
        "curl -u $USER:$PASS https://a.net",
        "arn:aws:iam::123456789012:role/deploy",
        "sha512-" + text_of(86) + "==",
        "eyJhbGciOiJIUzI1NiJ9." + base64.urlsafe_b64encode(b'{"role":"anon","iss":"supabase"}').decode().rstrip("=") + "." + text_of(43),
    ],
)  # fmt: skip
def test_what_is_public_local_or_a_stand_in_is_silent(text: str) -> None:
    for path in ("config/app.yml", "notes.txt", ".env"):
        report = review(in_memory({path: text}), only={RULE})
        assert report.findings == (), [f.message for f in report.findings]


def test_private_keys_and_service_accounts_are_found_on_their_first_line() -> None:
    body = "\n".join(text_of(64, seed=n) for n in range(6))
    key = f"-----BEGIN RSA PRIVATE KEY-----\n{body}\n-----END RSA PRIVATE KEY-----\n"
    account = '{"type": "service_account",\n "private_key": "' + key.replace("\n", "\\n") + '"}'
    inline = 'key = """-----BEGIN OPENSSH PRIVATE KEY-----\n' + body + '\n"""\n'
    report = review(in_memory({"deploy.pem": key, "account.json": account, "a.py": inline}), only={RULE})
    assert [(f.path, f.line) for f in report.findings] == [
        ("a.py", 1),
        ("account.json", 2),
        ("deploy.pem", 1),
    ]


RANDOM = "f3a91c07be5d4482" + "a6e90d17c25b8e64"
LINES = {
    ".env": f"DB_PASSWORD={STRONG}",
    ".env.production": f'export API_KEY="{RANDOM}"',
    "config/app.yml": f"  api_key: {RANDOM}",
    "config/app.yaml": f'    smtp_password: "{STRONG}"',
    "config/app.json": f'  "clientSecret": "{RANDOM}",',
    "config/app.toml": f'secret_key = "{RANDOM}"',
    "config/app.ini": f"password = {STRONG}",
    "src/main/resources/application.properties": f"spring.datasource.password={STRONG}",
    "web.config": f'  <add key="ApiKey" value="{RANDOM}" />',
    "pom.xml": f"  <password>{STRONG}</password>",
    "main.tf": f'  password = "{STRONG}"',
    "prod.tfvars": f'db_password = "{STRONG}"',
    "deploy.sh": f"export DB_PASSWORD='{STRONG}'",
    "run.sh": f"curl -u admin:{STRONG} https://api.shop-prod.net/",
    "login.sh": f"docker run -e DB_PASSWORD={STRONG} shop",
    "index.html": f"<script>const config = {{ apiSecret: '{RANDOM}' }};</script>",
    "a.js": f"const client = new Client({{ apiKey: '{RANDOM}' }});",
    "b.ts": f"const key = process.env.API_KEY ?? '{RANDOM}';\nconst apiSecret = process.env.API_SECRET ?? '{RANDOM}';",
    "c.py": f"headers = {{'X-Api-Key': '{RANDOM}'}}",
    "d.py": f"connect(host='db', password='{STRONG}')",
    "e.go": f'package a\nvar jwtSecret = []byte("{RANDOM}")',
    "A.java": f'  private static final String API_KEY = "{RANDOM}";',
    "B.java": f'  props.setProperty("password", "{STRONG}");',
    "C.java": f'  config.setPassword("{STRONG}");',
    "D.java": f'  @Value("${{jwt.secret:{RANDOM}}}") String s;',
    "A.kt": f'  val apiKey = System.getenv("API_KEY") ?: "{RANDOM}"',
    "A.cs": f'  var secretKey = "{RANDOM}";',
    "B.cs": f'  options.Password = config["Password"] ?? "{STRONG}";',
    "a.rb": f"  config.secret_key = '{RANDOM}'",
    "b.rb": f"  password: ENV.fetch('DB_PASSWORD', '{STRONG}'),",
    "a.php": f"define('DB_PASSWORD', '{STRONG}');",
    "b.php": f"  'password' => env('DB_PASSWORD', '{STRONG}'),",
    "a.rs": f'const API_KEY: &str = "{RANDOM}";',
    "secret.yaml": "kind: Secret\ndata:\n  password: " + base64.b64encode(STRONG.encode()).decode(),
    "pod.yaml": f'        - name: DB_PASSWORD\n          value: "{STRONG}"',
}  # fmt: skip


@pytest.mark.parametrize("path", LINES)
def test_a_secret_named_text_is_found(path: str) -> None:
    text = LINES[path]
    report = review(in_memory({path: text + "\n"}), only={RULE})
    assert [f.line for f in report.findings] == [text.count("\n") + 1], text
    assert STRONG not in repr(report)
    assert RANDOM not in repr(report)


FINE = {
    ".env": "DB_PASSWORD=\nAPI_KEY=${API_KEY}\nSECRET_KEY=changeme\nTOKEN_URL=https://login.shop.net/oauth/token9\nPASSWORD_MIN_LENGTH=12",
    ".env.example": f"DB_PASSWORD={STRONG}",
    "config/app.yml": "password: ${DB_PASSWORD}\napiKey: !vault key\ntoken: '{{ .Values.token }}'\nsecretName: shop-db-9f8e2c41aa7b\npasswordSecretRef: prod-1A",
    "locales/de.json": '{"password": "Passwort-2x!", "forgotPassword": "Passwort vergessen?", "token": "Einmal-Kode1!"}',
    "config/app.json": '{"passwordField": "user_password_1", "tokenEndpoint": "/oauth2/token", "authTokenHeader": "X-Auth-Token1!"}',
    "main.tf": '  password = var.db_password\n  token    = "${data.vault.token}"\n  secret = random_password.db.result',
    "deploy.sh": "export DB_PASSWORD=$(vault read -field=p secret/db)\nTOKEN=`cat /run/t`\ncurl -u \"$USER:$PASS\" https://a.net",
    "pom.xml": "<password>${env.MAVEN_PASSWORD}</password>\n<tokenName>X1-abc!</tokenName>",
    "index.html": '<input name="password" class="Input-pass1!" placeholder="Passw0rt!x" id="password-input-2">',
    "A.java": 'String passwordHash = "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy";\nString password = System.getenv("PASSWORD");\nthrow new X("INVALID_TOKEN_4001");',
    "B.java": 'private static final String TOKEN_HEADER = "X-Auth-Token1!A";\nString apiKey = config.get("api.key.v2");',
    "A.cs": 'var password = Environment.GetEnvironmentVariable("DB_PASSWORD1!");\npublic string Password { get; set; } = "";',
    "a.rb": "password = ENV.fetch('DB_PASSWORD')\nvalidates :password, format: /[A-Z]\\d{8}!/",
    "a.php": "$password = $_POST['password'];\n'password' => env('DB_PASSWORD', ''),",
    "a.py": 'password = getpass("Passw0rd!: ")\ntoken = uuid4()\napi_key_id = "9f8e2c41aa7b4d0c8d35e6f1b2a7c944"\nPASSWORD_REGEX = r"^(?=.*[A-Z])(?=.*\\d).{8,}$"',
    "b.py": f'SESSION_ID = "{UUID}"\nSECRET = "{UUID}"\nCSS = {{"password": "input-password-2"}}\nERR = {{"password": "E1042-bad-password"}}',
    "c.ts": "const password = form.get('Passw0rd!x');\nconst TOKEN_KEY = 'auth-token-v2';\nexport const apiKey = process.env.API_KEY!;",
    "sealed.yaml": "kind: SealedSecret\nspec:\n  encryptedData:\n    password: " + "AgB" + text_of(120),
    "secrets.enc.yaml": "db_password: ENC[AES256_GCM,data:" + text_of(16) + "=,type:str]\nsops:\n  version: 3.8.1",
    "docker-compose.yml": "services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: postgres\n      MYSQL_ROOT_PASSWORD: secret\n      MINIO_ROOT_PASSWORD: minioadmin",
    ".github/workflows/ci.yml": f"env:\n  POSTGRES_PASSWORD: {STRONG}\n  TOKEN: ${{{{ secrets.TOKEN }}}}",
    "tests/test_a.py": f'password = "{STRONG}"\ntoken = "{RANDOM}"\nurl = "postgres://a:{STRONG}@db1.prod.net/x"',
    "app.config.js": "const key = 'pk_live_" + text_of(24) + "';\nexport const stripePublicKey = key;",
    "k8s.yaml": "kind: Secret\ndata:\n  password: " + base64.b64encode(b"changeme").decode(),
}  # fmt: skip


@pytest.mark.parametrize("path", FINE)
def test_a_look_alike_is_silent(path: str) -> None:
    report = review(in_memory({path: FINE[path] + "\n"}), only={RULE})
    assert report.findings == (), [(f.line, f.message) for f in report.findings]


# --- base and head ---


def test_another_password_in_its_place_is_a_finding_and_a_moved_one_is_not() -> None:
    old, new = f'DB_PASSWORD = "{STRONG}"\n', f'DB_PASSWORD = "{STRONG[::-1]}"\n'
    assert [f.line for f in review(in_memory({"a.py": new}, {"a.py": old}), only={RULE}).findings] == [1]
    moved = f'import os\n\nDATABASE_PASSWORD = (\n    "{STRONG}"\n)\n'
    assert review(in_memory({"b.py": moved, "a.py": ""}, {"a.py": old}), only={RULE}).findings == ()


def test_a_fingerprint_holds_a_secret_only_under_the_installations_key() -> None:
    def prints(secret: str, key: str) -> str:
        report = review(
            in_memory({"a.py": f'DB_PASSWORD = "{secret}"\n'}), CheckConfig(fingerprint_key=key), only={RULE}
        )
        (finding,) = report.findings
        return finding.fingerprint

    one, two = STRONG, STRONG[:4] + STRONG[:3:-1]
    assert prints(one, "") == prints(two, "")  # nothing of the value can be tried against it
    assert prints(one, "00") != prints(two, "00")
    assert prints(one, "00") != prints(one, "01")
    assert prints(one, "00") == prints(one, "00")


# --- pieces ---


def test_githubs_checksum() -> None:
    body = text_of(30)
    number, digits = zlib.crc32(body.encode()), ""
    alphabet = string.digits + string.ascii_uppercase + string.ascii_lowercase
    while number:
        number, rest = divmod(number, 62)
        digits = alphabet[rest] + digits
    assert checksummed("ghp_" + body + digits.rjust(6, "0"))
    assert not checksummed("ghp_" + body + "aaaaaa")


def test_a_url_without_a_password_is_none() -> None:
    assert (
        list(
            connections("https://a.net/x:y@z postgres://db.prod.net/app?sslmode=require ssh://git@a.net:22/x")
        )
        == []
    )


@pytest.mark.parametrize(
    "value", ["Winter2024", "Sup3rSecret", "s3cr3t-prod-pw", "Ma1l!Relay#2024", "hX9#kLp2"]
)
def test_passwords_that_somebody_chose(value: str) -> None:
    assert chosen_password(value)


@pytest.mark.parametrize(
    "value",
    [
        "user_password_2024",
        "input-password-2",
        "/etc/Passw0rd",
        "name@acme1.net",
        "My Pass 1!",
        "${Pass1!xx}",
        "short1!",
    ],
)
def test_texts_that_are_no_passwords(value: str) -> None:
    assert not chosen_password(value)


@pytest.mark.parametrize(
    "value",
    [
        "application/vnd.api+json",
        "abcdefghijklmnopqrstuvwxyz",
        "InvalidTokenException2",
        "arn:aws:iam::1234:role/x-Y9",
        UUID,
    ],
)
def test_texts_that_are_not_random(value: str) -> None:
    assert not random_looking(value)


@pytest.mark.parametrize(
    "text",
    [
        "A" * 200_000,
        "password=" * 20_000,
        "eyJ" * 60_000,
        "://" * 60_000,
        "a:b@" * 50_000,
        "?sig=" * 40_000,
        "-----BEGIN PRIVATE KEY-----" * 5000,
        "\n" * 100_000,
        " " * 100_000,
        "name: " * 30_000,
        ("a" * 1900 + "\n") * 100,
        ("password(" * 200 + "\n") * 50,
        ("password = " * 180 + "\n") * 50,
        ("RUN \\\n" * 20_000),
        ("x.get(" * 300 + "\n") * 50,
    ],
)
def test_long_odd_texts_cost_little(text: str) -> None:
    list(credentials(text))
    names = ("a.txt", "a.yml", "a.java", "a.xml", "a.html", "a.sh", "Dockerfile", "a.tf")
    report = review(in_memory(dict.fromkeys(names, text)), only={RULE, "security/dockerfile-hazard"})
    assert report.errors == ()


def test_names_for_encoders_and_the_documented_login_are_no_secrets(expect):
    expect(
        "hardcoded-secret",
        "middleware/cors.go",
        'package middleware\n\ntype Config struct {\n\tTokenLookup string `yaml:"token_lookup" json:"tokenLookup"`\n\tAuthScheme string `yaml:"auth_scheme"`\n}\n',
    )
    expect(
        "hardcoded-secret",
        "client/basic.py",
        'HEADERS = {"Authorization": "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="}\n',
    )
