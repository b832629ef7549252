"""A feed as JSON, read by an XML parser that refuses what is not well-formed."""

import json
import sys
import xml.etree.ElementTree as tree

atom = "{http://www.w3.org/2005/Atom}"
feed = tree.parse(sys.argv[1]).getroot()
assert feed.tag == f"{atom}feed", feed.tag
for name in ("title", "id", "updated", "author"):
    assert len(feed.findall(atom + name)) == 1, name
entries = []
for entry in feed.iter(f"{atom}entry"):
    assert len(entry.findall(f"{atom}updated")) == 1
    entries.append({name: entry.findtext(atom + name) for name in ("id", "title", "updated", "summary")})
ids = [entry["id"] for entry in entries]
assert len(ids) == len(set(ids)), ids
json.dump({"updated": feed.findtext(f"{atom}updated"), "entries": entries}, sys.stdout)
