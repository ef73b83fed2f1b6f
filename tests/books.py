"""Documents of several formats, made for tests."""

import io
import tarfile
import zipfile

from tests.toys import Notes
from w2vkit.base.config import SegmentConfig
from w2vkit.text.files.finding import find_files
from w2vkit.text.files.reading import read_text

SPECIAL = (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
)


def packed(members, method=zipfile.ZIP_DEFLATED):
    """Return a ZIP archive with these members as bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def named_in_gbk(members):
    """Return a ZIP archive whose names are GBK without a mark, as Windows writes them."""
    raw = [name.encode("gbk") for name in members]
    places = ["a" * len(name) + str(number) for number, name in enumerate(raw)]
    data = packed(dict(zip(places, members.values(), strict=True)))
    for place, name in zip(places, raw, strict=True):
        data = data.replace(place.encode(), name + place[-1:].encode())
    return data


def epub(pages, toc=None, **extra):
    """Return an EPUB; `pages` are bodies by file names, `toc` titles by file names."""
    items = "".join(
        f'<item id="i{number}" href="{name}" media-type="application/xhtml+xml"/>'
        for number, name in enumerate(sorted(pages))
    )
    order = "".join(f'<itemref idref="i{sorted(pages).index(name)}"/>' for name in pages)
    if toc:
        items += (
            '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
        )
        order = '<itemref idref="nav"/>' + order
    links = "".join(
        f'<li><a href="{name}#top">{title}</a></li>' for name, title in (toc or {}).items()
    )
    members = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf">'
        f"<manifest>{items}</manifest><spine>{order}</spine></package>",
        "OEBPS/nav.xhtml": f'<html xmlns="http://www.w3.org/1999/xhtml"><nav>{links}</nav></html>',
        **{
            f"OEBPS/{name}": f"<html><head><title>书名</title></head><body>{body}</body></html>"
            for name, body in pages.items()
        },
        **{f"META-INF/{name}.xml": content for name, content in extra.items()},
    }
    return packed(members)


def docx(body, **extra):
    """Return a Word document with this body; {w:…} elements need no namespace."""
    document = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return packed({"[Content_Types].xml": "<Types/>", "word/document.xml": document, **extra})


def paragraph(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def pdf(pages):
    """Return a PDF; `pages` are lists of lines. Characters have their code points as codes."""
    used = sorted({sign for lines in pages for line in lines for sign in line})
    known = "".join(f"<{ord(sign):04x}> <{ord(sign):04x}>\n" for sign in used)
    to_unicode = (
        "begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(used)} beginbfchar\n{known}endbfchar endcmap"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids ["
        + " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
        + "] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H "
        "/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        _stream(to_unicode),
    ]
    for number, lines in enumerate(pages):
        shown = "".join(f"<{line.encode('utf-16-be').hex()}> Tj 0 -20 Td\n" for line in lines)
        objects += [
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] "
            f"/Contents {7 + 2 * number} 0 R /Resources << /Font << /F 3 0 R >> >> >>",
            _stream(f"BT /F 12 Tf 50 750 Td\n{shown}ET" if lines else ""),
        ]
    return _pdf_file(objects)


def _stream(content):
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def _pdf_file(objects):
    """Return the objects with their table of offsets."""
    data, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    return (
        data
        + (
            f"xref\n0 {size}\n0000000000 65535 f \n{table}"
            f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
        ).encode()
    )


def opened(path, data, **options):
    """Return the text of a file with this content, and what is said about it."""
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    notes = Notes()
    [source] = find_files([str(path)], notes, SegmentConfig(**options))
    return "".join(read_text(source)), [note.removeprefix(f"{path}: ") for note in notes.said]


def tar(members, mode="w", **more):
    """Return a tar archive; members that are no bytes are a type, such as a link."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode, **more) as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            if content in SPECIAL:
                info.type, info.linkname = content, "/etc/passwd"
                archive.addfile(info)
            else:
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
    return buffer.getvalue()
