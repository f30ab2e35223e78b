"""Published procedures: read from CSV, XLSX and DOCX tables, all of a file or none, and packed for the kiosks."""
