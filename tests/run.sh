#!/usr/bin/env bash
# Every check of this repository, on any Debian machine with Rust: installs
# what the tests look with, then format, lints, tests and a build of the
# sample kit.
set -euo pipefail
cd "$(dirname "$0")/.."
# `--bless` writes down as right what is drawn and said now: look at the changes
# before they are committed.
if [ "${1:-}" = --bless ]; then export LANTOA_BLESS=1; fi

# Poppler reads the PDFs, zbar the QR codes, Chromium the pages; jq and
# openssl check what recipes and reports say.
needed=()
command -v pdftotext >/dev/null || needed+=(poppler-utils)
command -v zbarimg >/dev/null || needed+=(zbar-tools)
command -v chromium >/dev/null || needed+=(chromium)
command -v jq >/dev/null || needed+=(jq)
command -v openssl >/dev/null || needed+=(openssl)
command -v cc >/dev/null || needed+=(gcc libc6-dev)
command -v pip3 >/dev/null || needed+=(python3 python3-pip)
command -v npm >/dev/null || needed+=(npm)
command -v java >/dev/null || needed+=(default-jre-headless)
if [ "${#needed[@]}" -gt 0 ]; then
  sudo=""
  [ "$(id -u)" -eq 0 ] || sudo="sudo"
  $sudo apt-get update -qq
  # Java links its manual pages, into a folder that small images lack.
  $sudo mkdir -p /usr/share/man/man1
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${needed[@]}" >/dev/null
fi
# Libraries of PyPI read the calendars, know CLDR and cut web fonts; they lie where only the tests look.
python="${CARGO_TARGET_DIR:-target}/tmp/python"
if [ ! -d "$python/recurring_ical_events" ] || [ ! -d "$python/icalendar" ] || [ ! -d "$python/babel" ] ||
  [ ! -d "$python/fontTools" ] || [ ! -d "$python/yaml" ]; then
  pip3 install --quiet --disable-pip-version-check --root-user-action ignore \
    --target "$python" icalendar==7.3.2 recurring-ical-events==3.8.2 babel==2.18.0 \
    fonttools==4.63.0 brotli==1.2.0 pyyaml==6.0.3
fi
# axe-core tries pages against WCAG, vnu (which runs in Java) against the HTML standard.
npm="${CARGO_TARGET_DIR:-target}/tmp/npm"
if [ ! -f "$npm/node_modules/axe-core/axe.min.js" ] || [ ! -f "$npm/node_modules/vnu-jar/build/dist/vnu.jar" ]; then
  mkdir -p "$npm"
  npm install --silent --no-audit --no-fund --prefix "$npm" axe-core@4.14.1 vnu-jar@26.9.27
fi

echo "== format"
cargo fmt --check
echo "== lints"
cargo clippy --release --all-targets --quiet -- -D warnings
echo "== tests"
cargo test --release --quiet
echo "== sample kit"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
# The program that the tests were run with: `cargo run` would build the
# dependencies again, without what only tests need of them.
"${CARGO_TARGET_DIR:-target}/release/lantoa" build --out "$out/public" --no-cache
