"""What Unicode CLDR says of a language, by PyPI's Babel, as JSON: for locales.rs."""

import datetime
import json
import sys

from babel import Locale, dates, lists, numbers, units

told = {}
day = datetime.date(2026, 11, 7)
for code in sys.argv[1:]:
    locale = Locale.parse(code)
    told[code] = {
        "numbers": {
            n: numbers.format_decimal(
                __import__("decimal").Decimal(n), locale=locale, decimal_quantization=False
            )
            for n in ["2530000.5", "1000", "999", "-1234567.25", "0.5", "45678"]
        },
        "percent": numbers.format_percent(0.045, locale=locale, decimal_quantization=False),
        "long": dates.format_date(day, "long", locale=locale),
        "medium": dates.format_date(day, "medium", locale=locale),
        "figures": dates.format_skeleton("yMd", day, locale=locale),
        "day": dates.format_skeleton("Md", day, locale=locale),
        "two": lists.format_list(["a", "b"], locale=locale),
        "four": lists.format_list(["a", "b", "c", "d"], locale=locale),
        "plural": {n: locale.plural_form(n) for n in [0, 1, 2, 5, 21]},
    }
json.dump(told, sys.stdout)
