#!/usr/bin/env python3
"""Cuts a theme's web fonts out of its fonts, and writes their stylesheet.

    python3 scripts/web-fonts.py [THEME] [--to FOLDER]

THEME is a theme's folder (themes/default where none is named). What is cut is
said by its fonts/web/faces.yml: the ranges of characters, and for each family
the file of each weight and the ranges it is cut into. Written beside it, or
into FOLDER: one .woff2 a weight and range, and faces.css. The same fonts give
the same bytes with the versions of the libraries that tests/run.sh installs:

    pip3 install fonttools==4.63.0 brotli==1.2.0 pyyaml==6.0.3
"""

import argparse
import io
from pathlib import Path

import yaml
from fontTools import subset
from fontTools.ttLib import TTFont


def characters(ranges):
    """The code points of `U+0000-00FF,U+0131`."""
    found = set()
    for part in ranges.split(","):
        first, _, last = part.strip().removeprefix("U+").partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found


def cut(font, wanted):
    """The font with no more than the wanted characters, as WOFF2."""
    options = subset.Options()
    # No time of day in the file. Hints stay: many offices have coarse screens.
    loaded = TTFont(font, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(loaded)
    loaded.flavor = "woff2"
    made = io.BytesIO()
    loaded.save(made)
    return made.getvalue()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("theme", nargs="?", default="themes/default", type=Path)
    parser.add_argument("--to", type=Path, help="the folder written to; fonts/web of the theme")
    given = parser.parse_args()
    fonts = given.theme / "fonts"
    folder = given.to or fonts / "web"
    folder.mkdir(parents=True, exist_ok=True)
    said = yaml.safe_load((fonts / "web" / "faces.yml").read_text(encoding="utf-8"))
    css = ["/* The site's web fonts, written out from faces.yml. Paths are relative to this file. */"]
    for family in said["families"]:
        short = family["family"].lower().replace(" ", "-")
        for weight, source in family["files"].items():
            for name in family["ranges"]:
                ranges = said["ranges"][name]
                file = f"{short}-{name}-{weight}-normal.woff2"
                (folder / file).write_bytes(cut(fonts / source, characters(ranges)))
                css.append(
                    f'@font-face{{font-family:"{family["family"]}";font-style:normal;'
                    f"font-display:swap;font-weight:{weight};"
                    f'src:url({file}) format("woff2");unicode-range:{ranges}}}'
                )
    (folder / "faces.css").write_text("\n".join(css) + "\n", encoding="utf-8")


main()
