"""Values on disk whose large parts are loaded when somebody looks at them.

What a page needs of an archive of thousands is little; to load all of it would take longer than anybody waits.  So the
sequences that make a value large are written apart, and come back as `Part`s: their length is known at once, what
is in them is read when it is asked for, and forgotten when it was long not asked for.

Large arrays of numbers come back as views of a file, which the system reads as far as they are looked at.

A file holds several values.  What is the same object in two of them is the same object when they are read again, for
an archive that is being edited finds what it knows by objects.
"""

from sitegen.store.columns import let_go, mapped
from sitegen.store.files import BrokenStoreError, Part, Shelf
from sitegen.store.values import Writer, read

__all__ = ["BrokenStoreError", "Part", "Shelf", "Writer", "let_go", "mapped", "read"]
