"""Runs the rules over a change, subtracts what base already had, and applies silence.

The order is: which files are judged -> sites of every rule -> only those the change touched -> minus the defects
that base had -> inline ignores -> the most specific rule wins. Each step only ever removes findings; sites are
counted after the second step, so good and bad code alike make the denominator.
"""

from __future__ import annotations

import gc
import logging
import re
import time
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from checks.changes import ChangedFile, ChangeSet, Content, Status, in_memory
from checks.config import CheckConfig
from checks.fingerprint import fingerprint, keyed_fingerprint, normalised
from checks.ignores import Ignore, read_ignores
from checks.keeping import Keeper
from checks.languages import language_of, reported
from checks.report import Finding, IgnoreUse, Report, RunError, Severity, SkippedFile
from checks.rules import Defect, LoadedRule, Scope, Site, find_rule, load_rules
from checks.silence import generated_header, is_test_path, looks_minified, silent_path_reason
from checks.syntax.model import Module, qualified_name
from checks.views import ChangeView, FileView

log = logging.getLogger(__name__)

IGNORE_RULE = "evenhand/ignore-comment"
"""Id under which a faulty ignore comment is noted; it is no rule of a family and has no sites."""

_COLLECT_AFTER = 700_000
"""Characters of source after which what was judged is given back: models point to their parents, so only the collector
frees them, and by itself it waits until hundreds of megabytes have gathered."""

_SIMILAR = 0.6
"""Share of equal text from which a defect in the same function counts as the base's own, merely touched."""

_TOO_MUCH = (
    "not fully analysed: following the values of this file took too many steps, so findings may be missing"
)

_SKIP_WORDS = {
    Content.BINARY: "binary file",
    Content.SUBMODULE: "submodule",
    Content.SYMLINK: "symbolic link",
    Content.TOO_LARGE: "over 1 MiB",
    Content.UNDECODABLE: "not UTF-8 text",
}


@dataclass(slots=True)
class _Candidate:
    """A touched site with a defect, on its way to becoming a finding."""

    rule: LoadedRule
    site: Site
    defect: Defect
    change: ChangedFile
    code: str
    owner: str

    @property
    def sameness(self) -> tuple[str, str]:
        """What is equal in two candidates that are one defect: for a credential its value, wherever it stands."""
        return ("", self.defect.secret) if self.defect.secret else (self.code, self.defect.key)


@dataclass(slots=True)
class _Found:
    """What one rule found in all files so far."""

    sites: list[Site] = field(default_factory=list)
    candidates: list[_Candidate] = field(default_factory=list)
    untouched: list[_Candidate] = field(default_factory=list)


def scan(files: Mapping[str, str | bytes], config: CheckConfig | None = None) -> Report:
    """Review texts as if every line had been added."""
    return review(in_memory(files), config)


def review(
    change: ChangeSet,
    config: CheckConfig | None = None,
    agent: str | None = None,
    only: Collection[str] | None = None,
    keeper: Keeper | None = None,
) -> Report:
    """Run all rules (or those named in ``only``) over a change. Never raises for what the change contains: a rule
    that fails is recorded in ``errors`` and the others still run. With a ``keeper`` less is read again the next time;
    the report is the same."""
    return _Review(change, config or CheckConfig(), only, keeper).run(agent)


class _Review:
    def __init__(
        self, change: ChangeSet, config: CheckConfig, only: Collection[str] | None, keeper: Keeper | None
    ) -> None:
        self.change = change
        self.config = config
        self.started = time.monotonic()
        self.errors: list[RunError] = []
        self.timings: defaultdict[str, float] = defaultdict(float)
        self.skipped = self._skipped()
        silent = frozenset(s.path for s in self.skipped)
        self.view = ChangeView(change, config, silent, keeper)
        self.rules = [
            entry
            for entry in load_rules().values()
            if config.rule_on(entry.rule.id) and (only is None or entry.rule.id in only)
        ]
        self.changes = {f.path: f for f in change.files}
        self._unfinished: set[str] = set()
        self._base_views: dict[str, FileView] = {}
        self._near = _Near(None, frozenset())
        self._large = False
        self._parts: dict[tuple[bool, str], FileView] = {}

    def run(self, agent: str | None) -> Report:
        sites: list[tuple[LoadedRule, Site]] = []
        kept: list[_Candidate] = []
        by_file = [e for e in self.rules if e.rule.scope is Scope.FILE]
        found = {e.rule.id: _Found() for e in by_file}
        judged = total = 0
        for file in self.view.files:
            self._run_on_file(file, by_file, found)
            judged += len(file.text)
            total += len(file.text)
            file.release()
            if judged > _COLLECT_AFTER:
                judged = 0
                gc.collect()
        self._large = total > _COLLECT_AFTER
        self._near = _Near.of(c for own in found.values() for c in own.candidates)
        for entry in by_file:
            own = found[entry.rule.id]
            sites.extend((entry, s) for s in own.sites)
            if own.candidates:
                begin = time.perf_counter()
                kept.extend(self._subtract(entry, own.candidates, own.untouched))
                self.timings[entry.rule.id] += (time.perf_counter() - begin) * 1000
        for entry in self.rules:
            if entry.rule.scope is Scope.CHANGE and not self._late(entry):
                begin = time.perf_counter()
                own_sites, candidates = self._run_on_change(entry)
                sites.extend((entry, s) for s in own_sites)
                kept.extend(candidates)
                self.timings[entry.rule.id] += (time.perf_counter() - begin) * 1000
        for work in self.view.at_end:
            try:
                work()
            except Exception as error:  # what is done for the next review must not cost this one
                log.warning("nothing kept for later reviews", exc_info=error)
        kept = _most_specific(kept)
        findings, uses, notes = self._silence(kept)
        counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for entry, site in sites:
            counts[entry.rule.id][reported(site.language)] += 1
        timings = {name: round(ms, 3) for name, ms in sorted(self.timings.items())}
        timings["total"] = round((time.monotonic() - self.started) * 1000, 3)
        everything = sorted(findings + notes, key=lambda f: (f.path, f.line, f.rule, f.fingerprint))
        return Report(
            base=self.change.base,
            head=self.change.head,
            findings=tuple(everything),
            sites={rule: dict(sorted(by.items())) for rule, by in sorted(counts.items())},
            reviewed=tuple(f.path for f in self.view.files),
            skipped=tuple(self.skipped),
            ignores=uses,
            errors=(*self.errors, *dict.fromkeys(self.view.problems)),
            timings_ms=timings,
            agent=agent,
        )

    # --- which files ---

    def _skipped(self) -> list[SkippedFile]:
        found: list[SkippedFile] = []
        for file in sorted(self.change.files, key=lambda f: f.path):
            reason = _SKIP_WORDS.get(file.content) or silent_path_reason(file.path)
            if reason is None and self.config.path_ignored(file.path):
                reason = "ignored by configuration"
            if reason is None and file.status is not Status.DELETED:
                reason = self._silent_content(file)
            if reason is not None:
                found.append(SkippedFile(file.path, reason))
        return found

    def _silent_content(self, file: ChangedFile) -> str | None:
        content = self.change.head_tree.read(file.path)
        if content is None:
            return "could not be read"
        if b"\0" in content[:8192]:
            return "binary file"
        if generated_header(content):
            before = None if file.base_path is None else self.change.base_tree.read(file.base_path)
            # The pull request may not exempt its own code by writing a generator's header above it.
            if before is not None and generated_header(before):
                return "generated file"
        return "minified file" if looks_minified(content) else None

    # --- sites and defects ---

    def _late(self, entry: LoadedRule) -> bool:
        """Whether the time is up; said once a rule."""
        if time.monotonic() - self.started <= self.config.time_limit_s:
            return False
        if entry.rule.id not in self._unfinished:
            self._unfinished.add(entry.rule.id)
            self.errors.append(
                RunError("the review ran out of time before this rule was done", rule=entry.rule.id)
            )
        return True

    def _run_on_file(self, file: FileView, rules: list[LoadedRule], found: Mapping[str, _Found]) -> None:
        clock = time.perf_counter
        for entry in rules:
            if not self._applies(entry, file) or self._late(entry):
                continue
            begin = clock()
            own = found[entry.rule.id]
            for site in self._sites(entry, file.focused if entry.rule.local else file):
                touched = self._is_touched(file.change, site)
                if touched:
                    own.sites.append(site)
                if site.defect is not None:
                    candidate = self._candidate(entry, site, site.defect, file)
                    (own.candidates if touched else own.untouched).append(candidate)
            self.timings[entry.rule.id] += (clock() - begin) * 1000
        if file.exhausted:
            self.errors.append(RunError(_TOO_MUCH, path=file.path))

    def _run_on_change(self, entry: LoadedRule) -> tuple[list[Site], list[_Candidate]]:
        touched: list[Site] = []
        candidates: list[_Candidate] = []
        try:
            sites = list(entry.check(self.view))
        except Exception as error:  # noqa: BLE001 - one rule's failure must not cost the others; it is reported
            self._failed(entry, "", error)
            return [], []
        finally:
            for file in self.view.files:
                file.release()
            if self._large:
                gc.collect()
        silent = self.view.silent
        for site in sites:
            change = self.changes.get(site.path)
            if change is None or site.path in silent:
                continue
            if is_test_path(site.path) and not entry.rule.applies_to_tests:
                continue
            if not site.always_touched and not self._is_touched(change, site):
                continue
            touched.append(site)
            if site.defect is not None:
                file = FileView(change, site.path, self.view.head, self.view)
                candidates.append(self._candidate(entry, site, site.defect, file))
        return touched, candidates

    def _applies(self, entry: LoadedRule, file: FileView) -> bool:
        rule = entry.rule
        if file.is_test and not rule.applies_to_tests:
            return False
        language = reported(file.language)
        if self.config.languages is not None and language not in self.config.languages:
            return False
        return "any" in rule.languages or language in rule.languages or file.language in rule.languages

    def _sites(self, entry: LoadedRule, file: FileView) -> list[Site]:
        try:
            return list(entry.check(file))
        except Exception as error:  # noqa: BLE001 - one file must not cost the others; it is reported
            self._failed(entry, file.path, error)
            return []

    def _failed(self, entry: LoadedRule, path: str, error: Exception) -> None:
        log.warning("rule failed", extra={"rule": entry.rule.id, "path": path}, exc_info=error)
        words = f"the rule could not read this code ({type(error).__name__})"
        self.errors.append(RunError(words, path=path, rule=entry.rule.id))

    @staticmethod
    def _is_touched(change: ChangedFile, site: Site) -> bool:
        if site.always_touched or change.touches(site.line, site.end_line):
            return True
        if any(change.touches(first, last) for first, last in site.touched_by):
            return True
        if site.defect is None:
            return False
        return any(
            e.path == site.path and e.line > 0 and change.touches(e.line, e.line)
            for e in site.defect.evidence
        )

    @staticmethod
    def _candidate(entry: LoadedRule, site: Site, defect: Defect, file: FileView) -> _Candidate:
        code = defect.identity or "\n".join(file.lines[site.line - 1 : site.end_line])
        owner = "" if entry.rule.scope is Scope.CHANGE else _owner(file.module, site.line)
        return _Candidate(entry, site, defect, file.change, normalised(code), owner)

    # --- what base already had ---

    def _subtract(
        self, entry: LoadedRule, candidates: list[_Candidate], untouched: list[_Candidate]
    ) -> list[_Candidate]:
        """Candidates that base did not have: matched by equal code anywhere in the changed files (moved code), then
        by similar code in the same function of the same file (touched code)."""
        near = _Near.of(candidates)
        own_paths = {c.change.base_path for c in candidates}
        before = [
            c
            for file in self._base_files(entry)
            if file.path in own_paths or near.may_be_in(file)
            for c in self._candidates_of(entry, self._part(file, entry))
        ]
        same = {c.sameness for c in before}
        alike = {(c.change.base_path, c.owner, c.defect.key) for c in before}
        if not any(
            c.sameness in same or (c.change.base_path, c.owner, c.defect.key) in alike for c in candidates
        ):
            return candidates
        pool: Counter[tuple[str, str]] = Counter(c.sameness for c in before)
        if entry.rule.local:
            untouched = self._untouched(entry, _Near.of([*candidates, *before]))
        for candidate in untouched:
            pool[candidate.sameness] -= 1
        rest: list[_Candidate] = []
        for candidate in candidates:
            if pool[candidate.sameness] > 0:
                pool[candidate.sameness] -= 1
            else:
                rest.append(candidate)
        left: defaultdict[tuple[str | None, str, str], list[str]] = defaultdict(list)
        for old in before:
            if old.defect.secret:
                continue  # another value in its place is another defect
            if pool[old.sameness] > 0:
                pool[old.sameness] -= 1
                left[(old.change.base_path, old.owner, old.defect.key)].append(old.code)
        return [
            c for c in rest if not _take_similar(left[(c.change.base_path, c.owner, c.defect.key)], c.code)
        ]

    def _part(self, file: FileView, entry: LoadedRule) -> FileView:
        """What of a file to look into for defects equal or similar to those found: shared by all local rules."""
        if not entry.rule.local:
            return file
        key = (file.repo is self.view.base, file.path)
        part = self._parts.get(key)
        if part is None:
            part = self._parts[key] = file.where(self._near.words, self._near.names)
        return part

    def _untouched(self, entry: LoadedRule, near: _Near) -> list[_Candidate]:
        """Defects at head that the change did not touch, where the rule was shown only what it may have touched."""
        return [
            c
            for file in self.view.files
            if file.change.base_path is not None and self._applies(entry, file) and near.may_be_in(file)
            for c in self._candidates_of(entry, self._part(file, entry))
            if not self._is_touched(file.change, c.site)
        ]

    def _base_files(self, entry: LoadedRule) -> Iterable[FileView]:
        for change in self.change.files:
            path = change.base_path
            if path is None or change.content is not Content.TEXT:
                continue
            file = self._base_views.get(path)
            if file is None:
                file = self._base_views[path] = FileView(change, path, self.view.base, self.view)
            if self._applies(entry, file):
                yield file

    def _candidates_of(self, entry: LoadedRule, file: FileView) -> Iterable[_Candidate]:
        for site in self._sites(entry, file):
            if site.defect is not None:
                yield self._candidate(entry, site, site.defect, file)

    # --- ignores ---

    def _silence(
        self, candidates: list[_Candidate]
    ) -> tuple[list[Finding], tuple[IgnoreUse, ...], list[Finding]]:
        ignores: dict[str, tuple[Ignore, ...]] = {}
        for file in self.view.files:
            base = None if file.change.base_path is None else self.view.base.text(file.change.base_path)
            found = read_ignores(file.text, base)
            if found:
                ignores[file.path] = found
        used: Counter[tuple[str, int]] = Counter()
        seen: Counter[tuple[str, str, str, str]] = Counter()
        findings: list[Finding] = []
        for candidate in sorted(candidates, key=lambda c: (c.site.path, c.site.line)):
            site, rule = candidate.site, candidate.rule.rule
            ignore = next(
                (i for i in ignores.get(site.path, ()) if i.covers(rule.id, site.line, site.end_line)), None
            )
            reason = None
            if ignore is not None:
                used[(site.path, ignore.line)] += 1
                if not ignore.added_here:
                    continue
                reason = ignore.reason or "no reason given"
            path = candidate.change.old_path or site.path
            same = (
                candidate.sameness if self.config.fingerprint_key else (candidate.code, candidate.defect.key)
            )
            identity = (rule.id, path, *same)
            findings.append(self._finding(candidate, path, seen[identity], reason))
            seen[identity] += 1
        uses = tuple(
            IgnoreUse(path, i.line, i.rules, i.reason, i.added_here, used[(path, i.line)])
            for path, found in sorted(ignores.items())
            for i in found
        )
        return findings, uses, [note for use in uses if use.added_here for note in _ignore_notes(use)]

    def _finding(self, candidate: _Candidate, path: str, occurrence: int, silenced_by: str | None) -> Finding:
        site, rule, defect = candidate.site, candidate.rule.rule, candidate.defect
        severity = self.config.severities.get(rule.id) or defect.severity or rule.severity
        return Finding(
            rule=rule.id,
            family=rule.family,
            severity=severity,
            path=site.path,
            line=site.line,
            end_line=site.end_line,
            message=defect.message,
            why=defect.why or rule.why,
            fix=defect.fix or rule.fix,
            fingerprint=(
                keyed_fingerprint(self.config.fingerprint_key, rule.id, path, defect.secret, occurrence)
                if defect.secret and self.config.fingerprint_key
                else fingerprint(rule.id, path, candidate.code, defect.key, occurrence)
            ),
            suggestion=defect.suggestion,
            cwe=rule.cwe,
            evidence=defect.evidence,
            language=reported(site.language),
            silenced_by=silenced_by,
        )


def _owner(module: Module | None, line: int) -> str:
    """Qualified name of the innermost function or class around a line."""
    if module is None:
        return ""
    best = ""
    node: Module | None = module
    stack = list(node.children()) if node is not None else []
    while stack:
        current = stack.pop()
        if current.line <= line <= current.end_line:
            name = qualified_name(current)
            if len(name) > len(best):
                best = name
            stack.extend(current.children())
    return best


_WORD = re.compile(r"[A-Za-z_]\w{2,}")
_WORDS_COMPARED = 4
"""Words that must all stand where equal code is to stand."""


@dataclass(frozen=True, slots=True)
class _Near:
    """Where code equal or similar to some defects can stand: where their words are, or in functions of the names."""

    words: frozenset[tuple[str, ...]] | None
    """The longest words of each; None for anywhere, when an identity is not its code."""
    names: frozenset[str]

    @classmethod
    def of(cls, candidates: Iterable[_Candidate]) -> _Near:
        words: set[tuple[str, ...]] = set()
        names: set[str] = set()
        anywhere = False
        for candidate in candidates:
            found = _WORD.findall(candidate.code)
            names.update(candidate.owner.split("."))
            if candidate.defect.secret:
                words.add((candidate.defect.secret,))
            elif candidate.defect.identity or not found:
                anywhere = True
            else:
                words.add(tuple(sorted(set(found), key=lambda w: (-len(w), w))[:_WORDS_COMPARED]))
        return cls(None if anywhere else frozenset(words), frozenset(names - {""}))

    def may_be_in(self, file: FileView) -> bool:
        return self.words is None or any(all(w in file.text for w in telling) for telling in self.words)


def _take_similar(pool: list[str], code: str) -> bool:
    for index, old in enumerate(pool):
        matcher = SequenceMatcher(None, old[:2000], code[:2000], autojunk=False)
        if matcher.real_quick_ratio() >= _SIMILAR and matcher.ratio() >= _SIMILAR:
            del pool[index]
            return True
    return False


def _most_specific(candidates: list[_Candidate]) -> list[_Candidate]:
    """Drop a finding where a rule that it yields to has one on an overlapping span."""
    spans: defaultdict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for c in candidates:
        spans[(c.rule.rule.id, c.site.path)].append((c.site.line, c.site.end_line))
    return [
        c
        for c in candidates
        if not any(
            first <= c.site.end_line and c.site.line <= last
            for winner in c.rule.rule.yields_to
            for first, last in spans.get((winner, c.site.path), ())
        )
    ]


def _ignore_notes(use: IgnoreUse) -> Iterable[Finding]:
    problems = []
    if not use.reason:
        problems.append(
            ("no-reason", "This ignore comment gives no reason.", "Say after the bracket why it is fine.")
        )
    unknown = [name for name in use.rules if find_rule(name) is None]
    if unknown:
        names = ", ".join(f"`{name}`" for name in unknown)
        problems.append(
            ("unknown-rule", f"No rule is called {names}.", "`evenhand rules` lists the rules that exist.")
        )
    for key, message, fix in problems:
        yield Finding(
            rule=IGNORE_RULE,
            family="evenhand",
            severity=Severity.NOTE,
            path=use.path,
            line=use.line,
            end_line=use.line,
            message=message,
            why="An ignore that nobody can check later hides more than it says.",
            fix=fix,
            fingerprint=fingerprint(IGNORE_RULE, use.path, ",".join(use.rules) + use.reason, key, 0),
            language=reported(language_of(use.path)),
        )
