//! The build cuts the page's program into parts by its relocations (`scripts/finish-app.mjs`),
//! which the linker leaves out unless it is asked. The engine stays whole and small.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|v| v == value);
    if is("CARGO_CFG_TARGET_FAMILY", "wasm") && is("PROFILE", "release") {
        println!("cargo:rustc-link-arg-bin=app=--emit-relocs");
    }
}
