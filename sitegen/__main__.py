"""`python -m sitegen` does what `sitegen` does."""

from sitegen.cli import main

if __name__ == "__main__":
    main()
