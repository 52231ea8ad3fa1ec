//! The relay: it checks who may write, verifies chunks, orders, stores, fans out and
//! compacts. It never needs to understand a record.

pub mod accept;
pub mod api;
pub mod app;
pub mod blobs;
pub mod clock;
pub mod compaction;
pub mod hub;
pub mod limits;
pub mod mail;
pub mod options;
pub mod origin;
pub mod patient;
pub mod pdf;
pub mod problem;
pub mod relay;
pub mod routes;
pub mod sample;
pub mod schedule;
pub mod script;
pub mod secret;
pub mod serve;
pub mod session;
pub mod socket;
pub mod store;
pub mod sync;
pub mod weather;
pub mod writer;
