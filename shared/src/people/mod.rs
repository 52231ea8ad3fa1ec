//! People, departments and the cast.
