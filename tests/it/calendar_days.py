"""The days on which each event of a calendar stands, as two libraries that
have nothing to do with ours read it: `{day: [summary, ...]}` as JSON."""

import datetime
import json
import sys

import icalendar
import recurring_ical_events

path, first, last = sys.argv[1:]
with open(path, "rb") as file:
    calendar = icalendar.Calendar.from_ical(file.read())
# What is wrong with a property is kept, not raised.
errors = list(calendar.errors) + [e for event in calendar.walk("VEVENT") for e in event.errors]
assert not errors, errors
events = calendar.walk("VEVENT")
ids = [str(event["UID"]) for event in events]
assert len(ids) == len(set(ids)), ids
for event in events:
    assert event["TRANSP"] == "TRANSPARENT", event
    assert event["DTEND"].dt > event["DTSTART"].dt, event

query = recurring_ical_events.of(calendar)
day, last = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
days = {}
while day <= last:
    days[day.isoformat()] = sorted({str(event["SUMMARY"]) for event in query.at(day)})
    day += datetime.timedelta(days=1)
json.dump({"name": str(calendar["NAME"]), "days": days}, sys.stdout)
