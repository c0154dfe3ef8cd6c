"""The version of the reader: part of every record, since another version may read differently."""

VERSION = "0.1.0"
