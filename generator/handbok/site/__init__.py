"""Pages → a site on disk: the docs tree, each edition's HTML, what stands beside the editions. Only here is MkDocs known."""
