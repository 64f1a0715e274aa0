"""A static site generator for public archives of Chinese government reports.

The way of the data, once per source file:

    bytes → readers.read → Document → reports.outline → Report → reports.dumps → content/<id>.md

and at every build:

    content/*.md → reports.loads → Report → archive.assemble → Archive
    Archive → render + search → OutputFile → output.sync → site/

Six layers, imports go down only (`lint-imports` enforces it):

    5 commands     cli, new, serve, publish        what a person runs
    4 pipeline     build                           the only place that knows the order
    3 edges        config, cache, output           disk and time
    2 stages       readers, reports, archive,      pure functions of values: they open no files,
                   search, render                  print nothing and never import each other
    1 conventions  numbering, urls, markup, words  what every stage must agree on
    0 vocabulary   model, errors                   frozen types, expected failures
"""

__version__ = "0.1.0"
