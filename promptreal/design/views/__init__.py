"""What an app shows: figures, filters, reports, pages and looks."""
