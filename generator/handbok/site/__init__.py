"""Pages → a site on disk: each edition's HTML, what stands beside the editions. Only here is MkDocs known."""
