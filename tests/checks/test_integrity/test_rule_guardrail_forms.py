"""One lowered setting a form of file: every tool has its own way to ask for less, and look-alikes that ask for as much."""

from __future__ import annotations

import pytest

POM = """<project>
  <properties><skipITs>false</skipITs></properties>
  <build><plugins>
    <plugin>
      <artifactId>maven-surefire-plugin</artifactId>
      <configuration>
        <testFailureIgnore>false</testFailureIgnore>
      </configuration>
    </plugin>
    <plugin>
      <artifactId>maven-checkstyle-plugin</artifactId>
      <configuration>
        <violationSeverity>warning</violationSeverity>
        <failsOnError>true</failsOnError>
      </configuration>
    </plugin>
  </plugins></build>
</project>
"""
CHECKSTYLE = """<?xml version="1.0"?>
<module name="Checker">
  <property name="severity" value="error"/>
  <module name="TreeWalker">
    <module name="EmptyCatchBlock"/>
    <module name="MethodLength">
      <property name="max" value="60"/>
    </module>
  </module>
</module>
"""
RUBOCOP = "AllCops:\n  NewCops: enable\nMetrics/MethodLength:\n  Max: 15\nLint/SuppressedException:\n  Enabled: true\n"
PSALM = '<?xml version="1.0"?>\n<psalm\n    errorLevel="2"\n    findUnusedCode="true"\n>\n</psalm>\n'
PHPUNIT = '<phpunit failOnWarning="true" beStrictAboutOutputDuringTests="true">\n</phpunit>\n'
CARGO = (
    '[package]\nname = "a"\n\n[lints.clippy]\nunwrap_used = "deny"\ntodo = { level = "deny", priority = 1 }\n'
)
CLIPPY = "too-many-arguments-threshold = 6\n"
DENY = '[advisories]\nyanked = "deny"\nignore = []\n'
GITLAB = (
    "stages: [test]\nunit:\n  stage: test\n  script:\n    - bundle exec rspec\n"
    "brakeman:\n  stage: test\n  script:\n    - bundle exec brakeman -q\n"
)
CIRCLE = "version: 2.1\njobs:\n  test:\n    steps:\n      - checkout\n      - run: ./gradlew check\n  scan:\n    steps:\n      - run: snyk test\n"
K8S = (
    "kind: Pod\nspec:\n  hostNetwork: false\n  securityContext:\n    runAsNonRoot: true\n    seccompProfile:\n      type: RuntimeDefault\n"
    "  containers:\n    - name: a\n      securityContext:\n        capabilities:\n          drop: [ALL]\n"
)
DOCKER = 'FROM python:3.12-slim\nRUN useradd app\nUSER app\nCMD ["python", "-m", "app"]\n'
OWNERS = "* @acme/core\n/infra/ @acme/sre @acme/security\n"
SONAR = "sonar.qualitygate.wait=true\nsonar.coverage.exclusions=src/generated/**\n"
CODECOV = "coverage:\n  status:\n    project:\n      default:\n        target: 80%\n        threshold: 1%\n    patch: true\n"
MAKE = ".PHONY: ci\nci: lint test\n\nlint:\n\truff check .\n\tmypy src\n\ntest:\n\tpytest\n"
PACKAGE = '{\n  "scripts": {\n    "lint": "eslint .",\n    "types": "tsc --noEmit",\n    "verify": "npm run lint && npm run types && vitest run"\n  }\n}\n'
HUSKY = "npm run types\nnpx eslint .\n"
HOOKS = (
    "repos:\n  - repo: https://example.org/a\n    rev: v1\n    hooks:\n      - id: mypy\n        args: [--strict]\n"
    "      - id: flake8\n      - id: gitleaks\n"
)
BIOME = '{\n  "linter": {\n    "enabled": true,\n    "rules": {\n      "suspicious": {\n        "noExplicitAny": "error"\n      }\n    }\n  }\n}\n'
GRADLE = "checkstyle {\n    maxWarnings = 0\n}\ndetekt {\n    ignoreFailures = false\n}\ntasks.test {\n    useJUnitPlatform()\n}\n"
CSPROJ = "<Project>\n  <PropertyGroup>\n    <Nullable>enable</Nullable>\n    <AnalysisMode>All</AnalysisMode>\n    <WarningsAsErrors>CS8602;CS8618</WarningsAsErrors>\n  </PropertyGroup>\n</Project>\n"
EDITOR = "[*.cs]\ndotnet_diagnostic.CA1062.severity = error\ndotnet_diagnostic.CA2007.severity = warning\n"
HELPER = 'require "simplecov"\nSimpleCov.start do\n  minimum_coverage 90\nend\n'
FLAT = "export default [\n  {\n    rules: {\n      'no-eval': 'error',\n      'max-depth': ['error', 4],\n    },\n  },\n];\n"
NYC = '{\n  "check-coverage": true,\n  "lines": 80\n}\n'
DEPENDABOT = (
    "version: 2\nupdates:\n  - package-ecosystem: npm\n    directory: /\n    open-pull-requests-limit: 5\n"
)
NEON = "parameters:\n\tlevel: max\n\ttreatPhpDocTypesAsCertain: true\n\tpaths:\n\t\t- %currentWorkingDirectory%/src\n"
RUST_CI = "on: [pull_request]\njobs:\n  a:\n    steps:\n      - run: cargo test\n      - run: cargo clippy -- -D warnings\n"
SCAN = (
    "on:\n  pull_request:\n    branches: [main, release]\njobs:\n  scan:\n    steps:\n"
    "      - uses: github/codeql-action/init@v3\n        with:\n          languages: python, javascript\n          queries: security-extended\n"
    "      - uses: github/codeql-action/analyze@v3\n      - uses: codecov/codecov-action@v4\n        with:\n          fail_ci_if_error: true\n"
)
GATES = "branches:\n  - name: main\n    protection:\n      required_pull_request_reviews:\n        required_approving_review_count: 2\n      required_status_checks:\n        contexts: [test, scan]\n"
POE = '[tool.poe.tasks]\ncheck = "ruff check . && mypy src"\n\n[tool.coverage.run]\nsource = ["a", "b"]\n'

BASE = {
    "pom.xml": POM, "config/checkstyle.xml": CHECKSTYLE, ".rubocop.yml": RUBOCOP, "psalm.xml": PSALM, "phpunit.xml.dist": PHPUNIT, "Cargo.toml": CARGO,
    "clippy.toml": CLIPPY, "deny.toml": DENY, ".gitlab-ci.yml": GITLAB, ".circleci/config.yml": CIRCLE, "k8s/pod.yaml": K8S, "Dockerfile": DOCKER,
    ".github/CODEOWNERS": OWNERS, "sonar-project.properties": SONAR, "codecov.yml": CODECOV, "Makefile": MAKE, "package.json": PACKAGE, ".husky/pre-push": HUSKY,
    ".pre-commit-config.yaml": HOOKS, "biome.json": BIOME, "build.gradle.kts": GRADLE, "Directory.Build.props": CSPROJ, ".editorconfig": EDITOR,
    "spec/spec_helper.rb": HELPER, "eslint.config.js": FLAT, ".nycrc": NYC, ".github/dependabot.yml": DEPENDABOT, "phpstan.neon": NEON,
    ".github/workflows/rust.yml": RUST_CI, ".github/workflows/scan.yml": SCAN, ".github/settings.yml": GATES, "pyproject.toml": POE, ".npmrc": "audit=true\n",
}  # fmt: skip


def edit(path: str, old: str, new: str) -> dict[str, str]:
    assert BASE[path].count(old) == 1
    return {**BASE, path: BASE[path].replace(old, new)}


BAD = {
    "surefire": edit("pom.xml", "<testFailureIgnore>false", "<testFailureIgnore>true"),
    "checkstyle in maven": edit("pom.xml", "<violationSeverity>warning", "<violationSeverity>error"),
    "checkstyle severity": edit("config/checkstyle.xml", 'value="error"', 'value="warning"'),
    "checkstyle limit": edit("config/checkstyle.xml", 'value="60"', 'value="200"'),
    "checkstyle rule gone": edit("config/checkstyle.xml", '    <module name="EmptyCatchBlock"/>\n', ""),
    "rubocop limit": edit(".rubocop.yml", "Max: 15", "Max: 50"),
    "rubocop cop": edit(".rubocop.yml", "  Enabled: true", "  Enabled: false"),
    "rubocop new cops": edit(".rubocop.yml", "NewCops: enable", "NewCops: disable"),
    "rubocop another cop": edit(".rubocop.yml", "AllCops:", "Security/Eval:\n  Enabled: false\nAllCops:"),
    "psalm": edit("psalm.xml", 'errorLevel="2"', 'errorLevel="6"'),
    "phpunit": edit("phpunit.xml.dist", 'failOnWarning="true"', 'failOnWarning="false"'),
    "clippy allowed": edit("Cargo.toml", 'unwrap_used = "deny"', 'unwrap_used = "allow"'),
    "clippy table": edit("Cargo.toml", 'level = "deny"', 'level = "warn"'),
    "clippy limit": edit("clippy.toml", "= 6", "= 12"),
    "advisory ignored": edit("deny.toml", "ignore = []", 'ignore = ["RUSTSEC-2024-0001"]'),
    "yanked crates": edit("deny.toml", 'yanked = "deny"', 'yanked = "warn"'),
    "gitlab optional": edit(".gitlab-ci.yml", "brakeman:\n", "brakeman:\n  allow_failure: true\n"),
    "gitlab manual": edit(".gitlab-ci.yml", "brakeman:\n", "brakeman:\n  when: manual\n"),
    "gitlab job gone": edit(".gitlab-ci.yml", GITLAB[GITLAB.index("brakeman:") :], ""),
    "circle forgiven": edit(".circleci/config.yml", "snyk test", "snyk test || true"),
    "gradle part left out": edit(".circleci/config.yml", "./gradlew check", "./gradlew check -x test"),
    "host network": edit("k8s/pod.yaml", "hostNetwork: false", "hostNetwork: true"),
    "system calls": edit("k8s/pod.yaml", "RuntimeDefault", "Unconfined"),
    "capabilities": edit("k8s/pod.yaml", "          drop: [ALL]\n", "          add: [SYS_ADMIN]\n          drop: [ALL]\n"),
    "user root": edit("Dockerfile", "USER app", "USER root"),
    "user gone": edit("Dockerfile", "USER app\n", ""),
    "owner gone": edit(".github/CODEOWNERS", " @acme/security", ""),
    "quality gate": edit("sonar-project.properties", "wait=true", "wait=false"),
    "coverage exclusion": edit("sonar-project.properties", "generated/**", "generated/**,src/pay/**"),
    "codecov target": edit("codecov.yml", "target: 80%", "target: 50%"),
    "codecov patch": edit("codecov.yml", "patch: true", "patch: off"),
    "make prerequisite": edit("Makefile", "ci: lint test", "ci: test"),
    "make recipe": edit("Makefile", "\tmypy src\n", ""),
    "make dash": edit("Makefile", "\tmypy src", "\t-mypy src"),
    "script": edit("package.json", "npm run lint && npm run types && vitest run", "npm run lint && vitest run"),
    "husky": edit(".husky/pre-push", "npm run types\n", ""),
    "hook argument": edit(".pre-commit-config.yaml", "        args: [--strict]\n", ""),
    "secret scan hook": edit(".pre-commit-config.yaml", "      - id: gitleaks\n", "      - id: check-yaml\n"),
    "biome rule": edit("biome.json", '"noExplicitAny": "error"', '"noExplicitAny": "off"'),
    "gradle warnings": edit("build.gradle.kts", "maxWarnings = 0", "maxWarnings = 100"),
    "detekt": edit("build.gradle.kts", "ignoreFailures = false", "ignoreFailures = true"),
    "nullable": edit("Directory.Build.props", "<Nullable>enable", "<Nullable>disable"),
    "analysis mode": edit("Directory.Build.props", ">All<", ">Minimum<"),
    "warnings as errors": edit("Directory.Build.props", "CS8602;CS8618", "CS8618"),
    "analyser": edit(".editorconfig", "CA1062.severity = error", "CA1062.severity = suggestion"),
    "simplecov": edit("spec/spec_helper.rb", "minimum_coverage 90", "minimum_coverage 60"),
    "flat rule": edit("eslint.config.js", "'no-eval': 'error'", "'no-eval': 'off'"),
    "flat limit": edit("eslint.config.js", "['error', 4]", "['error', 9]"),
    "nyc": edit(".nycrc", '"check-coverage": true', '"check-coverage": false'),
    "dependabot": edit(".github/dependabot.yml", "limit: 5", "limit: 0"),
    "phpstan option": edit("phpstan.neon", "treatPhpDocTypesAsCertain: true", "treatPhpDocTypesAsCertain: false"),
    "clippy warnings": edit(".github/workflows/rust.yml", "cargo clippy -- -D warnings", "cargo clippy"),
    "languages scanned": edit(".github/workflows/scan.yml", "python, javascript", "python"),
    "queries": edit(".github/workflows/scan.yml", "          queries: security-extended\n", "          queries: default\n"),
    "upload may fail": edit(".github/workflows/scan.yml", "fail_ci_if_error: true", "fail_ci_if_error: false"),
    "branches": edit(".github/workflows/scan.yml", "[main, release]", "[main]"),
    "reviews": edit(".github/settings.yml", "count: 2", "count: 1"),
    "required checks": edit(".github/settings.yml", "[test, scan]", "[test]"),
    "poe task": edit("pyproject.toml", "ruff check . && mypy src", "ruff check ."),
    "coverage source": edit("pyproject.toml", '["a", "b"]', '["a"]'),
    "npm audit": edit(".npmrc", "audit=true", "audit=false"),
    "only some": edit(".github/workflows/rust.yml", "  a:\n", "  a:\n    if: github.event_name == 'push'\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_less_is_asked_in_this_form(name, found):
    result = found("guardrail-lowered", BAD[name], BASE)
    assert len(result) == 1, (name, result)


GOOD = {
    "stricter checkstyle": edit("config/checkstyle.xml", 'value="60"', 'value="40"'),
    "checkstyle rule renamed to a stricter": edit("config/checkstyle.xml", '    <module name="EmptyCatchBlock"/>\n', '    <module name="EmptyCatchBlock"/>\n    <module name="EmptyBlock"/>\n'),
    "psalm stricter": edit("psalm.xml", 'errorLevel="2"', 'errorLevel="1"'),
    "clippy denies more": edit("Cargo.toml", 'unwrap_used = "deny"', 'unwrap_used = "forbid"'),
    "gitlab retries a runner": edit(".gitlab-ci.yml", "unit:\n", "unit:\n  retry:\n    max: 1\n    when: runner_system_failure\n"),
    "gitlab new optional job": edit(".gitlab-ci.yml", "unit:\n", "nightly:\n  stage: test\n  allow_failure: true\n  script:\n    - bundle exec rspec --tag slow\nunit:\n"),
    "gradle split": edit(".circleci/config.yml", "      - run: ./gradlew check\n", "      - run: ./gradlew test\n      - run: ./gradlew check\n"),
    "binds a low port": edit("k8s/pod.yaml", "          drop: [ALL]\n", "          add: [NET_BIND_SERVICE]\n          drop: [ALL]\n"),
    "another user": edit("Dockerfile", "USER app", "USER 10001"),
    "root while it installs": edit("Dockerfile", "RUN useradd app\n", "USER root\nRUN apt-get update\nRUN useradd app\n"),
    "image that is not root": edit("Dockerfile", "FROM python:3.12-slim\nRUN useradd app\nUSER app\n", "FROM gcr.io/distroless/python3:nonroot\n"),
    "owner added": edit(".github/CODEOWNERS", "@acme/sre @acme/security", "@acme/sre @acme/security @acme/core"),
    "owner team renamed": edit(".github/CODEOWNERS", "@acme/sre @acme/security", "@acme/platform @acme/security"),
    "target raised": edit("codecov.yml", "target: 80%", "target: 85%"),
    "make goes round": edit("Makefile", "ci: lint test", "ci: all\n\nall: lint test"),
    "make types of its own": edit("Makefile", "ci: lint test\n\nlint:\n\truff check .\n\tmypy src\n", "ci: lint types test\n\nlint:\n\truff check .\n\ntypes:\n\tmypy src\n"),
    "script by way of another": edit("package.json", '"verify": "npm run lint && npm run types && vitest run"', '"static": "npm run lint && npm run types",\n    "verify": "npm run static && vitest run"'),
    "husky through the script": edit(".husky/pre-push", "npm run types\nnpx eslint .\n", "npm run verify\n"),
    "hooks by ruff": edit(".pre-commit-config.yaml", "      - id: flake8\n", "      - id: ruff\n"),
    "gradle by name": edit("build.gradle.kts", "maxWarnings = 0", "maxWarnings = 0\n    maxErrors = 0"),
    "more warnings are errors": edit("Directory.Build.props", "CS8602;CS8618", "CS8602;CS8618;CS8625"),
    "analyser stricter": edit(".editorconfig", "CA2007.severity = warning", "CA2007.severity = error"),
    "simplecov by kind": edit("spec/spec_helper.rb", "minimum_coverage 90", "minimum_coverage line: 90, branch: 75"),
    "flat rule by plugin": edit("eslint.config.js", "'max-depth': ['error', 4],", "'max-depth': ['error', 4],\n      'no-shadow': 'off',\n      '@typescript-eslint/no-shadow': 'error',"),
    "flat override for tests": edit("eslint.config.js", "  },\n];", "  },\n  { files: ['**/*.test.js'], rules: { 'no-eval': 'off' } },\n];"),
    "phpstan paths": edit("phpstan.neon", "/src\n", "/src\n\t\t- %currentWorkingDirectory%/bin\n"),
    "another branch, too": edit(".github/workflows/scan.yml", "[main, release]", '[main, "release/**"]'),
    "one more language": edit(".github/workflows/scan.yml", "python, javascript", "python, javascript, go"),
    "one more required check": edit(".github/settings.yml", "[test, scan]", "[test, scan, lint]"),
    "poe task split": edit("pyproject.toml", 'check = "ruff check . && mypy src"', 'lint = "ruff check ."\ntypes = "mypy src"\ncheck = ["lint", "types"]'),
    "not the main repository": edit(".github/workflows/rust.yml", "  a:\n", "  a:\n    if: github.repository == 'acme/a'\n"),
    "dependabot's own": edit(".github/workflows/rust.yml", "  a:\n", "  a:\n    if: github.actor != 'dependabot[bot]'\n"),
    "status looked at": edit(".github/workflows/rust.yml", "      - run: cargo test\n", "      - run: |\n          set +e\n          cargo test\n          status=$?\n          exit $status\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_as_much_is_asked_in_this_form(name, found):
    assert found("guardrail-lowered", GOOD[name], BASE) == [], name


@pytest.mark.parametrize(
    "path", ["pom.xml", "a.csproj", "build.gradle", "phpstan.neon", "CODEOWNERS", "Makefile", "Dockerfile"]
)
@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        "<a>" * 5000,
        "{" * 5000 + "}" * 6000,
        "a: a\n\tmake a\n" * 50,
        "USER\nFROM\n* \n",
    ],
)  # fmt: skip
def test_a_hostile_form_is_silent(path, text, found):
    assert found("guardrail-lowered", {path: text + "\n"}, {path: text}) == []
