//! Scenes: what is known of them, in script order.
