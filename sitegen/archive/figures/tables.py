from typing import Iterator


def read(report, passage, *, is_plan):
    return iter(())
