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
"""Takes the chunks of a download and their number, if that is known; passes them on."""


def fetch(url: str, target: FilePath, progress: Progress) -> int:
    """Download the set at *url* to *target*, check it, and return how many genes it has.

    It is written to a temporary file beside *target*, which takes its name when all is well.

    Raises:
        OSError: it cannot be had or written.
        ValueError: what came is no whole set; the message says why.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(prefix=".recordlint-", dir=target.parent)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            _download(url, file, progress)
            file.seek(0)
            found = sum(1 for _ in genes(file))
            if found < MIN_GENES:
                raise ValueError(f"{url} has only {found:,} of at least {MIN_GENES:,} genes")
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, target)
    except BaseException:
        os.unlink(temporary)
        raise
    return found


def _download(url: str, file: IO[bytes], progress: Progress) -> None:
    if not url.startswith(("https://", "http://")):
        raise ValueError(f"{url} is no address that begins with https:// or http://")
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
                    raise ValueError(f"{url} is longer than {MAX_SIZE:,} bytes; HGNC's set is not")
    except (URLError, HTTPException) as error:
        reason = error.reason if isinstance(error, URLError) and not isinstance(error, HTTPError) else error
        raise OSError(f"{url} cannot be read: {reason}") from None
    if size is not None and received != size:
        raise OSError(f"{url} broke off after {received:,} of {size:,} bytes")
