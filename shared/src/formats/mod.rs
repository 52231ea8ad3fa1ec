//! Files of the trade, read leniently and written strictly.
