#!/usr/bin/env bash
# Builds HEAD twice, in directories, time zones, locales and umasks of their own, and compares the jars and the lists of
# what is in them. Needs git, Maven and what the build needs. Prints the digest; ends with 1 when they differ.
set -euo pipefail

ROOT=$(git -C "$(dirname "$0")" rev-parse --show-toplevel)
WORK=$(mktemp -d)
readonly ROOT WORK
trap 'rm -rf "$WORK"' EXIT

build() { # directory, time zone, umask, locale, further options
  git clone -q "$ROOT" "$WORK/$1"
  (
    umask "$3"
    cd "$WORK/$1"
    TZ=$2 LC_ALL=$4 mvn -q "${@:5}" package -DskipTests
  )
}

build first UTC 022 C.UTF-8 "$@"
build second/in/another/place Asia/Kolkata 077 C "$@"

for file in sluice.jar sluice-sbom.json; do
  if [[ -f $WORK/first/target/$file ]]; then
    cmp "$WORK/first/target/$file" "$WORK/second/in/another/place/target/$file"
    sha256sum "$WORK/first/target/$file" | sed "s|$WORK/first/target/||"
  fi
done
