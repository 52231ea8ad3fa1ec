//! Randomness for ids.

use shared::id::Id;

/// Returns random bytes from the browser's generator.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut out = [0; N];
    // Every browser that runs wasm has it; zeros would show as an id collision, never as a panic.
    let global = js_sys::global();
    if let Ok(crypto) = js_sys::Reflect::get(&global, &"crypto".into()) {
        let crypto: web_sys::Crypto = wasm_bindgen::JsCast::unchecked_into(crypto);
        let _ = crypto.get_random_values_with_u8_array(&mut out);
    }
    out
}

/// Makes a new record's id.
pub fn id() -> Id {
    Id::from_random(bytes())
}
