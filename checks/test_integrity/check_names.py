"""The names of checks, the files that start them, and which tools do one another's work."""

from __future__ import annotations

import re

WORKFLOW = re.compile(
    r"(?:^|/)\.github/workflows/[^/]+\.ya?ml$|(?:^|/)\.gitlab-ci\.yml$|(?:^|/)\.circleci/config\.yml$|(?:^|/)azure-pipelines\.ya?ml$|(?:^|/)bitbucket-pipelines\.yml$"
)
COMMANDS = re.compile(
    WORKFLOW.pattern + r"|(?:^|/)(?:Makefile|justfile|package\.json|tox\.ini|noxfile\.py|Taskfile\.ya?ml|\.pre-commit-config\.yaml|Jenkinsfile|\.travis\.yml|lefthook\.yml|composer\.json)$|(?:^|/)\.husky/[^/]+$"
    r"|(?:^|/)(?:scripts?|ci|bin|tools|hack|\.ci)/[^/]+(?:\.sh)?$"
)  # fmt: skip
CHECK = re.compile(
    r"\b(?:pytest|py\.test|tox|nox|unittest|manage\.py test|coverage|ruff|flake8|pylint|mypy|pyright|black|isort|bandit|safety|pip-audit|semgrep|gitleaks|trufflehog|detect-secrets|codeql|trivy|snyk|grype|checkov|tfsec|hadolint|"
    r"osv-scanner|govulncheck|gosec|staticcheck|golangci-lint|gotestsum|eslint|tsc|vitest|jest|mocha|playwright|cypress|biome|oxlint|stylelint|pre-commit|sonar|"
    r"import-linter|lint-imports|makemigrations --check|squawk|spectral|actionlint|shellcheck|dependency-review|alembic check)\b"
    r"|\bgo (?:test|vet)\b|\b(?:npm|pnpm|yarn|bun)(?: run)? (?:test|lint|typecheck|type-check|check|audit|ci:test)\b|\bmake (?:test|lint|check|typecheck)\b|\bcargo (?:test|clippy|audit|deny|fmt)\b|\bprettier\b.*--check|\bgofmt\b"
    r"|\bmvnw?\b[^|&;\n]*?\b(?:verify|test|install|checkstyle:check|spotbugs:check|pmd:check|spotless:check)\b|\bgradlew?\b[^|&;\n]*?\b(?:test|check|detekt|ktlintCheck|spotbugsMain|checkstyleMain|pmdMain|spotlessCheck|lint)\b"
    r"|\bdotnet (?:test|format)\b|\bdotnet build\b[^|&;\n]*warnaserror|\b(?:rspec|rubocop|brakeman|bundler-audit|bundle audit|rails test|rake (?:test|spec)|phpunit|pest|phpstan|psalm|phpcs|phpmd|infection|ktlint|detekt|swiftlint|"
    r"tflint|kubeconform|kubeval|yamllint|markdownlint|commitlint|knip|depcheck|size-limit|kics|bearer|horusec|dockle|ansible-lint|sqlfluff|vulture|pydocstyle|interrogate|djlint|nyc|c8|vue-tsc|svelte-check|cargo nextest|xo|standard)\b"
    r"|\bphp-cs-fixer\b.*--dry-run|\bcomposer (?:audit|test|lint|stan)\b|\bbuf (?:lint|breaking)\b|\bhelm lint\b|\bterraform (?:validate|fmt -check)|\bnode --test\b|\bnpm (?:run )?[\w:-]*(?:test|lint|typecheck|check)[\w:-]*|\bcargo (?:hack|geiger|outdated|vet|semver-checks)\b"
)  # fmt: skip

_SAME: dict[str, tuple[str, ...]] = {
    "flake8": ("ruff",), "black": ("ruff", "ruff format"), "isort": ("ruff",), "pylint": ("ruff",), "bandit": ("ruff", "semgrep"), "mypy": ("pyright", "ty"),
    "pyright": ("mypy", "ty"), "jest": ("vitest", "npm test"), "vitest": ("npm test", "jest"), "mocha": ("vitest", "jest", "npm test", "node --test", "c8"),
    "nyc": ("c8", "vitest", "jest"), "c8": ("vitest", "jest"), "eslint": ("biome", "oxlint", "npm lint"), "prettier": ("biome",), "tsc": ("npm typecheck", "vue-tsc"),
    "tox": ("nox", "pytest"), "nox": ("pytest", "tox"), "pytest": ("tox", "nox", "make test"), "unittest": ("pytest",), "safety": ("pip-audit", "osv-scanner"),
    "pip-audit": ("safety", "osv-scanner", "trivy"), "detect-secrets": ("gitleaks", "trufflehog"), "trufflehog": ("gitleaks",), "gitleaks": ("trufflehog", "detect-secrets"),
    "staticcheck": ("golangci-lint",), "go vet": ("golangci-lint",), "gofmt": ("golangci-lint",), "gosec": ("golangci-lint",), "go test": ("gotestsum", "make test"),
    "gradle test": ("gradle check",), "gradle spotbugsMain": ("gradle check",), "gradle checkstyleMain": ("gradle check",), "gradle detekt": ("gradle check",),
    "gradle pmdMain": ("gradle check",), "gradle spotlessCheck": ("gradle check",), "gradle ktlintCheck": ("gradle check",), "gradle lint": ("gradle check",),
    "mvn test": ("mvn verify", "mvn install"), "mvn verify": ("mvn install",), "mvn install": ("mvn verify",), "mvn checkstyle:check": ("mvn verify",),
    "mvn spotbugs:check": ("mvn verify",), "mvn pmd:check": ("mvn verify",), "cargo test": ("cargo nextest",), "snyk": ("trivy", "grype", "dependency-review", "osv-scanner"),
    "trivy": ("grype", "snyk"), "grype": ("trivy",), "tfsec": ("trivy", "checkov"), "phpunit": ("pest", "composer test"), "phpstan": ("psalm", "composer stan"),
    "psalm": ("phpstan",), "phpcs": ("php-cs-fixer",), "rubocop": ("standard",), "bundle audit": ("bundler-audit",), "bundler-audit": ("bundle audit",),
    "npm test": ("jest", "vitest", "mocha"), "npm lint": ("eslint", "biome"), "npm typecheck": ("tsc",), "kubeval": ("kubeconform",), "standard": ("eslint", "biome"),
}  # fmt: skip
"""Which tools do the work of another one."""


def plain_name(word: str) -> str:
    """The name of a check without the way it is started: ``./gradlew clean check`` is ``gradle check``."""
    words = word.split()
    if len(words) > 1 and words[0].startswith(("mvn", "gradle")):
        return f"{words[0].removesuffix('w')} {words[-1]}"
    if words[0] in ("npm", "pnpm", "yarn", "bun"):
        return "npm " + words[-1].replace("type-check", "typecheck")
    return words[0] if words[0] in ("php-cs-fixer", "prettier", "dotnet") and len(words) > 2 else word


def also_does(word: str, tools: set[str]) -> bool:
    """Whether one of the tools is this one, or does its work."""
    return bool({word, *_SAME.get(word, ())} & tools)


def tools_in(text: str) -> set[str]:
    """The checks that a text calls."""
    return {plain_name(x.group(0)) for x in CHECK.finditer(text)}
