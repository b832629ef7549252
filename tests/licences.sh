#!/usr/bin/env bash
# Collects the licences of everything that the program is linked with into one
# file, which goes into every package beside it:
#
#   bash tests/licences.sh THIRD-PARTY.txt
#
# Ends with an error where a dependency has no licence, or one that is not
# known to fit the MIT licence of the project.
set -euo pipefail
cd "$(dirname "$0")/.."
out=${1:?the file to write}
target=$(rustc -vV | sed -n 's/^host: //p')

# The licences that fit, as SPDX names them; of "A OR B" one is enough.
fits='MIT|MIT-0|Apache-2.0|Apache-2.0 WITH LLVM-exception|BSD-2-Clause|BSD-3-Clause|ISC|Zlib|0BSD|BSL-1.0|Unlicense|CC0-1.0|Unicode-3.0|Unicode-DFS-2016|MPL-2.0|CDLA-Permissive-2.0|OFL-1.1|NCSA'

# What is linked: ordinary dependencies, for this system, without tests'.
linked=$(cargo tree --edges normal --target "$target" --prefix none --format '{p}' | sed 's/ (.*//' | sort -u)
crates=$(cargo metadata --format-version 1 --filter-platform "$target" --locked |
  jq -r '.packages[] | select(.source != null) | [.name, .version, .license // "", .license_file // "", .manifest_path, .repository // ""] | join("\u001f")' | sort)

part=$(mktemp)
trap 'rm -f "$part"' EXIT
{
  echo "lantoa is linked with the libraries below, under these licences."
  echo "The fonts and icons of the default theme have theirs beside them."
} >"$part"
missing=0
while IFS=$'\x1f' read -r name version licence file manifest repository; do
  grep -qxF "$name v$version" <<<"$linked" || continue
  known=$(sed 's# */ *# OR #g; s/[()]//g; s/ OR /\n/g' <<<"$licence" | while read -r choice; do
    ok=yes
    while read -r one; do
      grep -qxE "$fits" <<<"$one" || ok=no
    done < <(sed 's/ AND /\n/g' <<<"$choice")
    [ "$ok" = yes ] && echo yes && break
  done || true)
  if [ -z "$known" ] && [ -z "$file" ]; then
    echo "$name $version: '$licence' is not known to fit" >&2
    missing=1
  fi
  printf '\n\n%s\n%s %s\n%s\n%s\n' "$(printf '=%.0s' {1..78})" "$name" "$version" "${licence:-see below}" "$repository" >>"$part"
  folder=$(dirname "$manifest")
  # What a crate brings along in C has its own.
  places=("$folder")
  [ ! -d "$folder/vendor" ] || places+=("$folder/vendor")
  texts=$(find "${places[@]}" -maxdepth 1 -type f \( -iname 'licen[sc]e*' -o -iname 'copying*' -o -iname 'notice*' -o -iname 'copyright*' -o -iname 'unlicense*' \) | sort)
  [ -z "$file" ] || texts=$(printf '%s\n%s\n' "$texts" "$folder/$file" | sed '/^$/d' | sort -u)
  while read -r text; do
    [ -z "$text" ] || { printf '\n' && tr -d '\r' <"$text"; } >>"$part"
  done <<<"$texts"
done <<<"$crates"
[ "$missing" -eq 0 ] || exit 1
chmod 644 "$part"
mv "$part" "$out"
trap - EXIT
echo "$out: $(grep -c '^=\{78\}$' "$out") libraries"
