"""Context: what a command gets to know of the world: clock, folder, terminal, environment, and the options of every command."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from okrctl.core.errors import UsageError, WorkspaceError, WriteRefused
from okrctl.core.frozen import dataclass
from okrctl.render.terminal.style import ColorWish, Style, style_of

if TYPE_CHECKING:
    from okrctl.core.model import Workspace
    from okrctl.storage.loading import Loaded
    from okrctl.storage.reading.sought import Sought


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The world as a command sees it; tests make their own."""

    folder: Path | None
    """The working directory; None where it no longer exists."""
    now: datetime
    """The real clock, with its time zone."""
    environ: Mapping[str, str]
    stdin: TextIO
    stdout: TextIO
    stderr: TextIO
    root: str | None = None
    """`-C/--root` as typed."""
    json: bool = False
    """One JSON document on stdout and nothing else."""
    color: ColorWish = "auto"
    as_: str | None = None
    """`--as` as typed; ask `identity` instead."""
    as_of_typed: str | None = None
    """`--as-of` as typed; ask `as_of` instead."""
    at: str | None = None
    """`--at` as typed: a revision, or a day."""
    debug: bool = False

    @property
    def cwd(self) -> Path:
        """The working directory; WorkspaceError where it no longer exists."""
        if self.folder is None:
            raise WorkspaceError("the working directory no longer exists", help="change to another folder")
        return self.folder

    @property
    def today(self) -> date:
        """The clock's day where the user is."""
        return self.now.date()

    @property
    def as_of(self) -> date:
        """The day every figure is of, and the default date of whatever is recorded.

        It is `--as-of`, else the day that `--at` names, else today.
        """
        if self.as_of_typed is not None:
            return typed_day(self.as_of_typed, self.today)
        return self.day_at(self.at) or self.today

    def day(self, typed: str | None) -> date:
        """The day that `--date` names; as-of where it is not given."""
        return self.as_of if typed is None else typed_day(typed, self.today)

    def day_at(self, at: str | None) -> date | None:
        """The day that a point of the past, such as `--at`, names; None where it names a revision, or nothing."""
        try:
            return typed_day(at, self.today) if at is not None else None
        except UsageError:
            return None

    @property
    def interactive(self) -> bool:
        """Whether somebody can be asked: stdin and stdout are terminals and CI is unset."""
        return self.stdin.isatty() and self.stdout.isatty() and not self.environ.get("CI")

    @property
    def style(self) -> Style:
        """What stdout can show."""
        return style_of(self.environ, columns=_columns(self.stdout), color=self.color)

    @property
    def error_style(self) -> Style:
        """What stderr can show."""
        return style_of(self.environ, columns=_columns(self.stderr), color=self.color)

    @property
    def workspace_root(self) -> Path:
        """The folder that holds okrctl.yaml: `--root`, OKRCTL_ROOT, else the nearest upwards; WorkspaceError if none."""
        from okrctl.storage.layout import find_root

        return find_root(self.folder, self.root or self.environ.get("OKRCTL_ROOT") or None)

    def load(
        self, *, broken_settings: bool = False, seek: Callable[[Workspace], Sought | None] | None = None
    ) -> Loaded:
        """The workspace; what is missing from its figures is said on stderr.

        Of very many check-ins only those are opened that `seek` asks for. Raises WorkspaceError for a broken okrctl.yaml, unless the caller can live with it and says what is wrong itself.
        """
        from okrctl.commands._progress import reading
        from okrctl.storage.loading import load

        with reading(self.stderr) as tell:
            loaded = load(self.workspace_root, seek=seek, tell=tell) if self.at is None else self._loaded_at(self.at)
        if not broken_settings:
            loaded.require_settings()
            self._announce(loaded)
        return loaded

    def _loaded_at(self, typed: str) -> Loaded:
        """The workspace as git's history holds it."""
        from okrctl.commands._history import load_at

        return load_at(self, typed)

    def _announce(self, loaded: Loaded) -> None:
        if loaded.findings:
            from okrctl.render.findings.text import announced

            text = announced(loaded, self.error_style)
            if text:
                self.say(text)

    def identity(self, loaded: Loaded) -> str:
        """Who is typing; UsageError where nothing says so."""
        from okrctl.commands._identity import identity

        return identity(self, loaded)

    def emit(self, text: str) -> None:
        """Print a result."""
        try:
            self.stdout.write(text if text.endswith("\n") else text + "\n")
        except OSError as fault:
            raise _unprintable(fault) from None

    def flush(self) -> None:
        """Hand over what is printed so far; WriteRefused where there is no room for it."""
        try:
            self.stdout.flush()
        except OSError as fault:
            raise _unprintable(fault) from None

    def say(self, text: str) -> None:
        """Print what is not the result: progress, hints, findings, questions."""
        self.flush()
        self.stderr.write(text if text.endswith("\n") else text + "\n")
        self.stderr.flush()

    def emit_json(self, schema: str, value: object) -> None:
        """Print the one JSON document: the schema's name, then the value's own keys."""
        from okrctl.render.json.text import document

        self.emit(document(schema, value))

    def emit_change(
        self,
        sentence: str,
        *,
        wrote: Iterable[str] = (),
        ref: str | None = None,
        id: str | None = None,
        **more: object,
    ) -> None:
        """Print the one JSON document of a command that writes: the files it wrote, what they are about, and `more` keys."""
        document = {"wrote": list(wrote), "ref": ref, "id": id, "sentence": sentence}
        self.emit_json("okrctl.change/1", document | more)


def typed_day(text: str, today: date) -> date:
    """The day that somebody typed: YYYY-MM-DD, `today` or `yesterday`; UsageError otherwise."""
    from okrctl.core.bad_value import BadValue
    from okrctl.core.fields import read_day

    near = {"today": today, "yesterday": today - timedelta(days=1)}
    if text in near:
        return near[text]
    try:
        return read_day(text)
    except BadValue as fault:
        raise UsageError(fault.message, help=f"{fault.help}; today and yesterday are understood too") from None


def _unprintable(fault: OSError) -> Exception:
    """The error for a result that cannot be printed; a reader who has gone stays a BrokenPipeError."""
    if isinstance(fault, BrokenPipeError):
        return fault
    return WriteRefused(f"the output could not be written: {fault.strerror}")


def _columns(stream: TextIO) -> int | None:
    """The width of the stream's terminal, None where it is none."""
    if not stream.isatty():
        return None
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80
    except (OSError, ValueError):
        return 80
