"""A bucket: the few operations that publishing needs, in words that every vendor's S3 understands.

Keys come from where the client always looks for them: the environment (`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`) or
`~/.aws/`.  Checksums beyond MD5 and deletions in bulk are left alone, for several vendors refuse them.
"""

from __future__ import annotations

import json
import os
import socket
import time
import uuid
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from sitegen.errors import SitegenError, problem
from sitegen.publish.plan import Stored
from sitegen.publish.serving import SAFETY, TYPES, cache_control, content_type, encoding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.publish.settings import S3Target

_FRESH: Final = 600
"""Seconds for which a lock counts that nobody has renewed: its owner may sit on another machine."""
_RENEWED: Final = 120
_CONFLICT: Final = frozenset({"PreconditionFailed", "ConditionalRequestConflict", "FileAlreadyExists", "412"})
_UNKNOWN: Final = frozenset({"NotImplemented", "InvalidArgument", "InvalidRequest", "501"})
_ABSENT: Final = frozenset({"NoSuchKey", "404", "NotFound"})


class Bucket:
    """A bucket of an S3 store, or what lies below a prefix in it; paths count from there."""

    def __init__(self, settings: S3Target) -> None:
        self._settings = settings
        self._client = _client(settings)
        self._lock, self._renewed = "", 0.0

    @contextmanager
    def held(self, path: str) -> Iterator[None]:
        """Hold a lock object; raises `SitegenError` if somebody else does or the bucket cannot be used."""
        with self.reached():
            self._take(path)
            try:
                yield
            finally:
                self.remove(path)
                self._lock = ""

    @contextmanager
    def reached(self) -> Iterator[None]:
        """Raise `SitegenError` where the bucket cannot be used."""
        import botocore.exceptions  # noqa: PLC0415 - an optional dependency, and slow to load

        try:
            yield
        except botocore.exceptions.ClientError as error:
            said = error.response.get("Error", {}).get("Message") or error
            raise SitegenError(problem("publish-refused", self._settings.name, said=said)) from error
        except botocore.exceptions.BotoCoreError as error:
            raise SitegenError(problem("publish-refused", self._settings.name, said=error)) from error

    def hold_on(self) -> None:
        """Renew the lock if it grows old."""
        if self._lock and time.monotonic() - self._renewed > _RENEWED:
            self._write_lock(self._lock)

    def listed(self, below: str = "") -> dict[str, Stored]:
        """Return the files of the bucket, or those below a path, by path; the digest is the store's ETag."""
        prefix = self._settings.prefix
        pages = self._client.get_paginator("list_objects_v2").paginate(
            Bucket=self._settings.bucket, Prefix=prefix + below
        )
        return {
            each["Key"].removeprefix(prefix): Stored(each["ETag"].strip('"').lower(), each["Size"])
            for page in pages
            for each in page.get("Contents", ())
        }

    def get(self, path: str) -> bytes | None:
        """Return the content of a file, None if it is not there."""
        try:
            return bytes(self._client.get_object(**self._at(path))["Body"].read())
        except self._client.exceptions.ClientError as error:
            if _code(error) in _ABSENT:
                return None
            raise

    def put(self, path: str, data: bytes, **more: str) -> None:
        """Store a file with the headers that it is to be served with."""
        packed = encoding(path, data)
        headers = {"ContentType": content_type(path), "CacheControl": cache_control(path)}
        self._client.put_object(
            **self._at(path), Body=data, **headers, **({"ContentEncoding": packed} if packed else {}), **more
        )

    def copy(self, path: str, other: str) -> None:
        """Copy a file with its headers within the store; what is not there any more is passed over."""
        source = {"Bucket": self._settings.bucket, "Key": self._settings.prefix + path}
        try:
            self._client.copy_object(**self._at(other), CopySource=source)
        except self._client.exceptions.ClientError as error:
            if _code(error) not in _ABSENT:
                raise

    def remove(self, path: str) -> None:
        """Remove a file."""
        self._client.delete_object(**self._at(path))

    @staticmethod
    def headers_version() -> str:
        """Return a version of the rules by which headers are made: files with old ones must be sent again."""
        rules = json.dumps([TYPES, SAFETY, cache_control(""), cache_control("assets/a.00000000.js")])
        return sha256(rules.encode()).hexdigest()[:8]

    def _at(self, path: str) -> dict[str, str]:
        return {"Bucket": self._settings.bucket, "Key": self._settings.prefix + path}

    def _take(self, path: str) -> None:
        """Write the lock object, if nobody holds it."""
        found = self.get(path)
        if found is not None and self._is_held(path, found):
            raise SitegenError(problem("publish-running", self._settings.name))
        self._write_lock(path, is_new=found is None)
        if self.get(path) != self._owner:  # a store that knows no conditions: the last one to write has it
            raise SitegenError(problem("publish-running", self._settings.name))

    def _write_lock(self, path: str, *, is_new: bool = False) -> None:
        if not self._lock:
            owner = {"machine": socket.gethostname(), "process": os.getpid(), "token": uuid.uuid4().hex}
            self._owner = json.dumps(owner).encode()
        try:
            self.put(path, self._owner, **({"IfNoneMatch": "*"} if is_new else {}))
        except self._client.exceptions.ClientError as error:
            if _code(error) in _CONFLICT:
                raise SitegenError(problem("publish-running", self._settings.name)) from error
            if not is_new or _code(error) not in _UNKNOWN:
                raise
            self.put(path, self._owner)
        self._lock, self._renewed = path, time.monotonic()

    def _is_held(self, path: str, found: bytes) -> bool:
        """Tell whether the owner of a lock may still be at work: not if it was a process of this machine that ended."""
        head = self._client.head_object(**self._at(path))
        age = (_now(head) - head["LastModified"]).total_seconds()
        try:
            owner = json.loads(found)
            if owner["machine"] == socket.gethostname() and not _is_running(int(owner["process"])):
                return False
        except (ValueError, KeyError, TypeError):
            pass
        return bool(age < _FRESH)


def _now(answer: dict[str, Any]) -> datetime:
    """Return the store's own time, from an answer of its."""
    date = answer.get("ResponseMetadata", {}).get("HTTPHeaders", {}).get("date", "")
    try:
        return datetime.strptime(date, "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=UTC)
    except ValueError:
        return datetime.now(UTC)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _code(error: Any) -> str:  # noqa: ANN401 - the client makes its classes at run time
    return str(error.response.get("Error", {}).get("Code", ""))


def _client(settings: S3Target) -> Any:  # noqa: ANN401 - the same
    try:
        import boto3  # noqa: PLC0415 - an optional dependency, and slow to load
        from botocore.config import Config  # noqa: PLC0415
    except ImportError as error:
        raise SitegenError(problem("extra-missing", settings.name, extra="s3")) from error
    config = Config(
        s3={"addressing_style": "path" if settings.path_style else "virtual"},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        retries={"mode": "standard", "max_attempts": 5},
        max_pool_connections=16,
    )
    return boto3.client(
        "s3",
        endpoint_url=settings.endpoint or None,
        region_name=settings.region or None,
        config=config,
    )
