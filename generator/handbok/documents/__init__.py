"""Documents: a unit's verksamhetsplan and reports as tagged PDF and as Word files. Frozen data in, bytes out.

for kind in all_documents(edition):
    document = outline(edition, kind.unit, kind.period)
    pdf(document, edition.last_day), docx(document, edition.last_day)
"""

from handbok.documents.blocks import Document
from handbok.documents.docx_file import docx
from handbok.documents.outline import Kind, all_documents, outline
from handbok.documents.pdf_file import DocumentError, pdf

__all__ = ["Document", "DocumentError", "Kind", "all_documents", "docx", "outline", "pdf"]
