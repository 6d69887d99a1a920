"""Writes the compact copies of the data files anew."""

from charterclock.calendars.data import FOLDER, compact

for path in sorted(FOLDER.glob("*.yaml")):
    (FOLDER / f"{path.stem}.json").write_text(compact(path.stem), encoding="utf-8")
