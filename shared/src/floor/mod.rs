//! What happens on the day: progress, notes, receipts.
