"""Which column of a table stands for what: by a preset's names and by `--map`, whatever their case and order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from okrctl.core.errors import UsageError
from okrctl.core.frozen import dataclass
from okrctl.core.suggestion import did_you_mean
from okrctl.sources.importing.preset import KEYS, Preset, folded
from okrctl.sources.importing.presets import PRESETS
from okrctl.sources.importing.table import Row, Table


@dataclass(frozen=True, slots=True)
class Columns:
    """The places of the keys in a row."""

    places: Mapping[str, tuple[int, ...]]
    wide: Mapping[int, Mapping[str, int]]
    """By number of a key result beside its objective: the places of its keys."""
    unknown: tuple[str, ...]
    """Columns that nothing is made of."""

    def text(self, row: Row, key: str) -> str:
        """What the row holds under the key: the first of its columns that holds anything."""
        return next((row.cells[at] for at in self.places.get(key, ()) if row.cells[at]), "")

    def has(self, key: str) -> bool:
        """Whether a column stands for the key."""
        return bool(self.places.get(key))

    def beside(self, places: Mapping[str, int]) -> Columns:
        """The columns with those of a key result beside its objective in place of the objective's own measure."""
        kept = {key: at for key, at in self.places.items() if key in ("start_date", "end_date", "period")}
        return replace(self, places={**kept, **{key: (at,) for key, at in places.items()}})


def preset_of(table: Table, name: str | None) -> Preset:
    """The preset that is named, else the one whose columns the table has, else the one for any table.

    Raises UsageError for a name that is none.
    """
    if name is not None:
        if name not in PRESETS:
            known = ", ".join(PRESETS)
            raise UsageError(f'--preset: "{name}" is none of {known}{did_you_mean(name, PRESETS)}')
        return PRESETS[name]
    there = {folded(column) for column in table.columns}
    fitting = (p for p in PRESETS.values() if p.recognised_by and {folded(c) for c in p.recognised_by} <= there)
    return next(fitting, PRESETS["table"])


def columns_of(
    table: Table,
    preset: Preset,
    mapped: Sequence[str],
    *,
    keys: Mapping[str, str] = KEYS,
    needs: Sequence[str] = ("title", "objective", "key_result"),
) -> Columns:
    """The places of all keys.

    Raises UsageError for a `--map` that names no key or no column, and where none of the keys in `needs` has one.
    """
    by_name: dict[str, int] = {}
    for at, column in enumerate(table.columns):
        by_name.setdefault(folded(column), at)
    wide = _wide(table, preset)
    own = {key: _places(by_name, names) for key, names in preset.columns.items()}
    places = own | {key: (by_name[column],) for key, column in (_mapping(table, by_name, one, keys) for one in mapped)}
    if not any(places.get(key) for key in needs):
        _refuse_without(table, preset, needs[0])
    used = {at for several in places.values() for at in several} | {at for one in wide.values() for at in one.values()}
    unknown = tuple(column for at, column in enumerate(table.columns) if at not in used and column)
    return Columns(places, wide, unknown)


def _places(by_name: Mapping[str, int], names: Sequence[str]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(by_name[folded(name)] for name in names if folded(name) in by_name))


def _mapping(table: Table, by_name: Mapping[str, int], text: str, keys: Mapping[str, str]) -> tuple[str, str]:
    """Key and folded column of one `--map KEY=COLUMN`."""
    key, equals, column = text.partition("=")
    key = key.strip()
    if not equals or not column.strip():
        raise UsageError(f'--map: "{text}" is not KEY=COLUMN', help='write it as --map title="Goal name"')
    if key not in keys:
        raise UsageError(f'--map: "{key}" is no key{did_you_mean(key, keys)}', help=f"keys: {', '.join(keys)}")
    if folded(column) not in by_name:
        known = [one for one in table.columns if one]
        help_ = f"its columns: {', '.join(known)}"
        raise UsageError(f'--map: {table.file} has no column "{column}"{did_you_mean(column, known)}', help=help_)
    return key, folded(column)


def _refuse_without(table: Table, preset: Preset, key: str) -> None:
    wanted = " or ".join(preset.columns.get(key, (key,))[:2])
    shown = ", ".join(column[:30] for column in table.columns[:12] if column)
    message = f"{table.file} has no column {wanted}; its columns: {shown}"
    raise UsageError(message, path=table.file, help=f'name it: --map {key}="…"')


def _wide(table: Table, preset: Preset) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {}
    for at, column in enumerate(table.columns):
        match = preset.wide.match(column.strip()) if preset.wide else None
        key = preset.wide_words.get(match["what"].lower().strip("_")) if match else None
        if match and key:
            found.setdefault(int(match["number"]), {}).setdefault(key, at)
    return {number: places for number, places in sorted(found.items()) if "title" in places}
