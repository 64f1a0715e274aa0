"""Everything that can be expected to go wrong or to look odd: one table, one exception.

A stage that meets something doubtful puts a `Problem` on the value it returns and goes on.
Where nothing can go on, it raises `SitegenError` with a `Problem` inside.  Both are printed by
the same few lines of the command line, in the clerk's language: where, what, what to do.
Any other exception is a bug and shows its traceback.

`KINDS` holds every message.  They are the message ids of the gettext catalogues; a test sees to
it that each is translated.  Fields in braces are filled from `Problem.values`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from sitegen.model import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

Severity = Literal["error", "doubt", "note"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: how grave, what is wrong, what to do about it."""

    severity: Severity
    message: str
    hint: str = ""


KINDS: Final[dict[str, Kind]] = {
    # reading a source
    "source-missing": Kind(
        "error", "The file is not there or cannot be read: {reason}.", "Check the path and its permissions."
    ),
    "source-empty": Kind("error", "The file holds no text.", "Ask the office for the file again."),
    "source-too-large": Kind(
        "error",
        "The file has {size} MB; at most {limit} MB are read.",
        "Remove pictures from it, or split it.",
    ),
    "source-format": Kind(
        "error",
        "This is a {format} file, which cannot be imported yet.",
        "Save it as plain text (UTF-8) and import that.",
    ),
    "source-binary": Kind(
        "error", "This is not a text file.", "Save the report as plain text (UTF-8) and import that."
    ),
    "encoding-guessed": Kind(
        "note",
        "The file is not UTF-8; it was read as {encoding}.",
        "Look at a few rare characters and names.",
    ),
    "characters-lost": Kind(
        "doubt", "{count} bytes could not be read and became “�”.", "Compare the place with the original."
    ),
    "controls-removed": Kind("note", "{count} invisible control characters were left out.", ""),
    "source-damaged": Kind(
        "error",
        "The {format} file is damaged: {reason}.",
        "Open it in the program that made it and save it again, or ask the office for it again.",
    ),
    "source-encrypted": Kind(
        "error",
        "The {format} file is protected by a password.",
        "Open it with the password, save it without one and import that.",
    ),
    "source-unpacks": Kind(
        "error",
        "The file unpacks to far more than a report can hold ({reason}).",
        "If it comes from a trusted office, save it as plain text (UTF-8) and import that.",
    ),
    "source-doctype": Kind(
        "error",
        "The file declares a document type in {part}, which no office program writes.",
        "It may have been made to do harm. If it comes from a trusted office, save it again in Word or WPS.",
    ),
    "source-incomplete": Kind(
        "error",
        "The {format} file has no text part ({part}).",
        "Open it in the program that made it and save it again.",
    ),
    "source-scanned": Kind(
        "error",
        "The PDF file holds pictures of {pages} pages but no text.",
        "Ask the office for the file it was printed from, or put it through OCR and import the result.",
    ),
    "source-garbled": Kind(
        "error",
        "The text layer of the PDF file is not Chinese text but “{sample}”.",
        "Ask the office for the file it was printed from, or put it through OCR and import the result.",
    ),
    "source-too-long": Kind(
        "error", "The file has {pages} pages; at most {limit} are read.", "Split it and import the parts."
    ),
    "source-frames": Kind(
        "error",
        "The web page only shows other pages in frames: {addresses}.",
        "Save the page inside the frame and import that.",
    ),
    "page-without-text": Kind(
        "doubt", "Page {page} holds a picture but no text.", "Type what it shows into the content file."
    ),
    "page-garbled": Kind(
        "doubt", "The characters of page {page} look wrong: “{sample}”.", "Compare with the original."
    ),
    "page-lines-removed": Kind("note", "{count} page numbers and running titles were left out.", ""),
    "page-turned": Kind(
        "doubt", "Page {page} holds turned text, which was left out.", "Compare with the original."
    ),
    "page-columns": Kind(
        "doubt", "Page {page} seems to be set in columns.", "Check the order of its paragraphs."
    ),
    "radicals-replaced": Kind(
        "note", "{count} radicals and compatibility forms were replaced by the characters they stand for.", ""
    ),
    "copying-forbidden": Kind(
        "note", "The file asks programs not to copy its text; it was read all the same.", ""
    ),
    "contents-removed": Kind("note", "A table of contents of {count} lines was left out.", ""),
    "changes-accepted": Kind(
        "doubt",
        "The file holds tracked changes: {inserted} insertions were kept, {deleted} deletions left out.",
        "Ask the office whether this is the final text.",
    ),
    "hidden-removed": Kind(
        "doubt", "Hidden text was left out: …{place}…", "Compare with the printed report."
    ),
    "comments-removed": Kind("note", "{count} comments were left out.", ""),
    "picture-removed": Kind(
        "doubt", "A picture was left out ({description}).", "If it holds text, type that in."
    ),
    "macros-ignored": Kind("note", "The file holds macros; they were not read.", ""),
    "outside-ignored": Kind(
        "note", "The file refers to {count} outside files; they were not fetched: {addresses}", ""
    ),
    "content-guessed": Kind(
        "doubt",
        "The page does not mark its main text; it was found by its length.",
        "Check that it starts and ends where it should.",
    ),
    "converter-missing": Kind(
        "error",
        "LibreOffice is needed to read this {format} file, and it is not installed.",
        "Install it (Debian: apt install libreoffice-writer-nogui), or save the file as .docx and import that.",
    ),
    "converter-failed": Kind(
        "error",
        "LibreOffice could not read the {format} file: {reason}.",
        "Save it as .docx in the program that made it and import that.",
    ),
    # making a report of it
    "lines-rejoined": Kind(
        "doubt",
        "Every line of the page was a paragraph; {count} lines were joined to the ones before.",
        "Compare the paragraphs with the original.",
    ),
    "text-divided": Kind(
        "doubt",
        "The report was a single paragraph; it was divided into {count}.",
        "Compare the paragraphs with the original.",
    ),
    "title-composed": Kind(
        "doubt", "No title is printed; “{title}” was made up from the text.", "Correct `title` in the front matter."
    ),
    "issuer-differs": Kind(
        "doubt", "The text is by {issuer}, the file name speaks of {named}.", "Is it the right file?"
    ),
    "issuer-unknown": Kind("error", "The issuer cannot be told from “{title}”.", "Give it with --issuer."),
    "year-unknown": Kind("error", "The year cannot be told from “{title}”.", "Give it with --year."),
    "region-unknown": Kind(
        "doubt",
        "The region of {issuer} is not known.",
        "Give it with --region, from large to small, once for each: --region 上海市 --region 杨浦区.",
    ),
    "region-ambiguous": Kind(
        "doubt",
        "{issuer} could lie in {regions}; {chosen} was taken.",
        "If that is wrong, correct `region` in the front matter.",
    ),
    "published-unknown": Kind(
        "note", "No date of publication is printed.", "Give it with --published if it is known."
    ),
    "id-invalid": Kind(
        "error",
        "“{id}” cannot be an id.",
        "Use small letters, digits and hyphens, in parts divided by “/”: wujiaochang/2023.",
    ),
    "id-taken": Kind(
        "error",
        "{id} already exists, imported from another source ({source}).",
        "Give this report another id with --id.",
    ),
    "number-first": Kind("doubt", "The numbering starts with “{number}”.", "Was a section lost before it?"),
    "number-gap": Kind("doubt", "“{number}” follows “{previous}”.", "Was a section lost between them?"),
    "number-repeated": Kind("doubt", "“{number}” occurs twice.", "The second has the anchor {anchor}."),
    "quotes-unmatched": Kind(
        "doubt",
        "Quotation marks do not match: {count} opening, {closing} closing: …{place}…",
        "Compare with the original; a mark was probably lost.",
    ),
    "brackets-unmatched": Kind("doubt", "Brackets do not match: …{place}…", "Compare with the original."),
    "stop-missing": Kind("doubt", "The paragraph ends without a full stop: …{place}", "Was its end lost?"),
    "sentences-run-together": Kind(
        "doubt",
        "Two sentences seem to run together, a stop was probably lost: …{place}…",
        "Compare with the original.",
    ),
    "text-lost": Kind("doubt", "Something seems to be missing here: …{place}…", "Compare with the original."),
    "spaces-removed": Kind("note", "{count} spaces from line breaks or beside figures were removed.", ""),
    "space-kept": Kind(
        "doubt",
        "A space between Chinese characters was kept: …{place}…",
        "Remove it if it is not part of a name.",
    ),
    "line-joined": Kind("doubt", "Joined across a page break: …{place}…", "Compare with the original."),
    "lead-restored": Kind(
        "note",
        "“{lead}” was taken as a lead sentence although its stop is missing.",
        "Remove the asterisks if it is not one.",
    ),
    "private-use": Kind(
        "doubt",
        "{count} characters of a private font were kept: …{place}…",
        "Replace them by the characters that the original shows.",
    ),
    "personal-data": Kind(
        "doubt", "This looks like personal data ({kind}): …{place}…", "May it be published?"
    ),
    "not-overwritten": Kind(
        "error",
        "{path} was edited after its last import.",
        "Give --replace to import anew over it; anchors are kept.",
    ),
    "anchor-gone": Kind(
        "doubt",
        "The passage of anchor {anchor} is gone; links to it now lead to {parent}.",
        "If the passage was only moved, check its text.",
    ),
    # the archive on disk
    "front-matter-missing": Kind(
        "error",
        "The file does not start with front matter between `---` lines.",
        "Import the report again, or copy the front matter of another one.",
    ),
    "front-matter-broken": Kind(
        "error",
        "The front matter cannot be read: {reason}.",
        "Correct the line; text with a colon belongs in quotation marks.",
    ),
    "front-matter-field": Kind(
        "error",
        "Front matter: `{field}` is missing or not right ({reason}).",
        "See the manual for an example.",
    ),
    "heading-level": Kind(
        "doubt",
        "The heading “{heading}” is more than one level below the one before.",
        "Check the number of “#”.",
    ),
    "anchor-repeated": Kind(
        "doubt",
        "The anchor {anchor} is given twice; the second is now {other}.",
        "Give each heading an anchor of its own.",
    ),
    "anchor-invalid": Kind("doubt", "“{anchor}” cannot be an anchor.", "Anchors look like s1, s1-2, u1."),
    "anchors-broken": Kind(
        "error",
        "The anchor lock cannot be read: {reason}.",
        "Restore it from version control; without it, published links may lead elsewhere.",
    ),
    "content-missing": Kind(
        "error", "There are no reports in {path}.", "Import some first: sitegen import FILE"
    ),
    "config-broken": Kind("error", "The configuration cannot be read: {reason}.", "Correct the file."),
    "config-unknown": Kind("error", "Configuration: “{key}” is not known.", "Known are: {known}."),
    "config-type": Kind("error", "Configuration: “{key}” must be {expected}.", "Correct the file."),
    "theme-missing": Kind("error", "There is no theme “{theme}”.", "Known are: {known}."),
    "template-broken": Kind("error", "A template cannot be used: {reason}.", "Correct the template."),
    "output-unsafe": Kind(
        "error", "{path} holds files that sitegen did not make.", "Choose an empty folder with --output."
    ),
    "output-failed": Kind(
        "error", "The file cannot be written: {reason}.", "Check free space and permissions."
    ),
    "folder-not-empty": Kind("error", "{path} is not empty.", "Choose a new folder."),
    "port-taken": Kind("error", "Port {port} cannot be used: {reason}.", "Choose another with --port."),
    "search-failed": Kind(
        "error",
        "The search index misses what is printed: “{text}”.",
        "This is a fault of sitegen: please report it.",
    ),
}


class SitegenError(Exception):
    """An expected failure: nothing of what was asked can be done until `problem` is mended."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(" ".join(describe(problem)).strip())
        self.problem = problem


class CombinedError(SitegenError):
    """Several expected failures at once."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems[0])
        self.problems = problems


def problem(code: str, where: str = "", line: int = 0, **values: object) -> Problem:
    """Make a `Problem` of a known kind; `values` fill the fields of its message and hint."""
    if code not in KINDS:
        raise KeyError(code)
    return Problem(
        code=code, where=where, line=line, values=tuple((key, str(value)) for key, value in values.items())
    )


def describe(problem: Problem, translate: Callable[[str], str] = str) -> tuple[str, str, str]:
    """Return a problem in words: where ("" if nowhere), what, what to do ("" if nothing)."""
    kind, values = KINDS[problem.code], dict(problem.values)
    place = f"{problem.where}:{problem.line}" if problem.line else problem.where
    hint = translate(kind.hint).format(**values) if kind.hint else ""
    return place, translate(kind.message).format(**values), hint
