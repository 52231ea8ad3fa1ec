//! The typesetter's program: a dedicated worker that is loaded when somebody wants a PDF. A job
//! comes in, a PDF goes out; it fetches the fonts that a job needs, and keeps them.

#[cfg(target_arch = "wasm32")]
mod worker;

fn main() {
    #[cfg(target_arch = "wasm32")]
    worker::start();
}
