"""How it looks: templates, style, static parts, error pages, translations."""
