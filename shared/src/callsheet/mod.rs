//! Call sheets: drafted, edited, issued, compared.
