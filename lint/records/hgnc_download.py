"""Downloading HGNC's complete set."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from http.client import HTTPException
from pathlib import Path as FilePath
from typing import IO, TypeAlias
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from lint.records.hgnc import CHUNK, MAX_SIZE, MIN_GENES, genes

_TIMEOUT = 60  # seconds without an answer

Progress: TypeAlias = 'Callable[[Iterator[bytes], "int | None"], Iterable[bytes]]'
"""Takes the chunks of a download and their number, None if unknown, and returns the chunks."""


def fetch(url: str, target: FilePath, progress: Progress) -> int:
    """Download the set at *url* to *target*, check it, and return its number of genes.

    It is written to a temporary file beside *target*, which replaces *target* if the set is complete.

    Raises:
        OSError: The set cannot be downloaded or written.
        ValueError: The download is not a complete set; the message says why.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(prefix=".recordlint-", dir=target.parent)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            _download(url, file, progress)
            file.seek(0)
            number = sum(1 for _ in genes(file))
            if number < MIN_GENES:
                raise ValueError(f"{url} has only {number:,} of at least {MIN_GENES:,} genes")
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, target)
    except BaseException:
        os.unlink(temporary)
        raise
    return number


def _download(url: str, file: IO[bytes], progress: Progress) -> None:
    if not url.startswith(("https://", "http://")):
        raise ValueError(f"{url} does not begin with https:// or http://")
    request = Request(url, headers={"User-Agent": "recordlint"})
    try:
        with urlopen(request, timeout=_TIMEOUT) as answer:
            length = answer.headers.get("Content-Length", "")
            size = int(length) if length.isdecimal() else None
            chunks = iter(lambda: answer.read(CHUNK), b"")
            received = 0
            for chunk in progress(chunks, None if size is None else -(-size // CHUNK)):
                file.write(chunk)
                received += len(chunk)
                if received > MAX_SIZE:
                    raise ValueError(f"{url} is longer than {MAX_SIZE:,} bytes, unlike HGNC's set")
    except (URLError, HTTPException) as error:
        reason = error.reason if isinstance(error, URLError) and not isinstance(error, HTTPError) else error
        raise OSError(f"{url} cannot be read: {reason}") from None
    if size is not None and received != size:
        raise OSError(f"{url} broke off after {received:,} of {size:,} bytes")
