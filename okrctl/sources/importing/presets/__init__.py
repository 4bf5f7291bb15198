"""PRESETS: the tools whose files are known, one small file each."""

from __future__ import annotations

from okrctl.sources.importing.preset import Preset
from okrctl.sources.importing.presets.betterworks import BETTERWORKS
from okrctl.sources.importing.presets.culture_amp import CULTURE_AMP
from okrctl.sources.importing.presets.peoplebox import PEOPLEBOX
from okrctl.sources.importing.presets.table import TABLE
from okrctl.sources.importing.presets.viva_goals import VIVA_GOALS

PRESETS: dict[str, Preset] = {
    preset.name: preset for preset in (VIVA_GOALS, BETTERWORKS, PEOPLEBOX, CULTURE_AMP, TABLE)
}
"""By name; the order is that in which a file is held against them."""
