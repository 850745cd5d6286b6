#!/usr/bin/env python3
"""Prints a fingerprint of all frames of an image; refuses (exit 1) what no decoder shows in full.

Pillow is asked first, with truncated images refused; then ImageMagick, for which a warning counts
as a refusal; then libheif's heif-convert. Pillow reads over wrong checksums of a PNG and over broken
chunks of a WebP, so the format's own library (libpng in ImageMagick, webpinfo) must agree.
"""
import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageSequence

Image.MAX_IMAGE_PIXELS = None


CHECKS = (
    (b"\x89PNG", ["/usr/bin/convert", "FILE", "null:"]),
    (b"RIFF", ["webpinfo", "-quiet", "FILE"]),
)


def check(path):
    start = Path(path).read_bytes()[:4]
    for signature, command in CHECKS:
        if start == signature:
            words = [path if word == "FILE" else word for word in command]
            subprocess.run(words, capture_output=True, timeout=120, check=True)


def by_pillow(path):
    digest = hashlib.sha256()
    with Image.open(path) as image:
        for frame in ImageSequence.Iterator(image):
            frame.load()
            digest.update(repr((frame.mode, frame.size)).encode())
            digest.update(frame.tobytes())
    return digest.hexdigest()


def by_magick(path):
    command = ["/usr/bin/convert", "-regard-warnings", path, "-depth", "16", "rgba:-"]
    done = subprocess.run(command, capture_output=True, timeout=120, check=False)
    if done.returncode != 0 or done.stderr or not done.stdout:
        raise OSError(done.stderr.decode(errors="replace")[:200])
    return hashlib.sha256(done.stdout).hexdigest()


def by_heif(path):
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder, "out.png"))
        done = subprocess.run(
            ["heif-convert", path, out], capture_output=True, timeout=120, check=False
        )
        digest = hashlib.sha256()
        for file in sorted(Path(folder).iterdir()):
            digest.update(file.read_bytes())
        if done.returncode != 0 or not list(Path(folder).iterdir()):
            raise OSError(done.stderr.decode(errors="replace")[:200])
        return digest.hexdigest()


def main(path):
    try:
        check(path)
    except subprocess.SubprocessError as refusal:
        print(repr(refusal), file=sys.stderr)
        return 1
    for decode in (by_pillow, by_magick, by_heif):
        try:
            print(decode.__name__, decode(path))
            return 0
        except Exception as refusal:  # any refusal: the next decoder is asked
            print(decode.__name__, repr(refusal), file=sys.stderr)
    return 1


sys.exit(main(sys.argv[1]))
