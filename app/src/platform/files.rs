//! Files in and out: picked, dropped, fetched from the app itself, saved, shared, copied.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Blob, BlobPropertyBag, DragEvent, File, FileList, FilePropertyBag, HtmlAnchorElement,
    HtmlInputElement, ShareData, Url,
};

/// A file that was read whole.
#[derive(Clone, PartialEq, Debug)]
pub struct Picked {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Lets the user pick one file; nothing is called if they pick none. `accept` is a list such as
/// `.callboard` or `.fdx,.fountain`. Must be called from a click.
pub fn pick(accept: &str, then: impl FnOnce(Result<Picked, String>) + 'static) {
    let Some(input) = web_sys::window()
        .and_then(|w| w.document())
        .and_then(|d| d.create_element("input").ok())
        .and_then(|e| e.dyn_into::<HtmlInputElement>().ok())
    else {
        return;
    };
    input.set_type("file");
    // Phones know no custom endings and would grey such files out: there, everything can be picked.
    if !super::nav::is_ios() {
        input.set_accept(accept);
    }
    let picked = input.clone();
    let on_change = Closure::once_into_js(move || {
        if let Some(file) = picked.files().and_then(|files| files.get(0)) {
            spawn_local(async move { then(read(file).await) });
        }
    });
    input.set_onchange(Some(on_change.unchecked_ref()));
    input.click();
}

/// Reads a file whole.
pub async fn read(file: File) -> Result<Picked, String> {
    let buffer = JsFuture::from(file.array_buffer())
        .await
        .map_err(|why| said(&why))?;
    Ok(Picked {
        name: file.name(),
        bytes: Uint8Array::new(&buffer).to_vec(),
    })
}

/// Lists the files of a drop. Call `prevent_default` on `dragover` and `drop`, or the browser
/// opens them itself.
pub fn dropped(event: &DragEvent) -> Vec<File> {
    event
        .data_transfer()
        .and_then(|data| data.files())
        .map(|files| list(&files))
        .unwrap_or_default()
}

/// Says whether something that is dragged holds files.
pub fn holds_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| {
        data.types()
            .iter()
            .any(|kind| kind.as_string().as_deref() == Some("Files"))
    })
}

pub(super) fn list(files: &FileList) -> Vec<File> {
    (0..files.length()).filter_map(|n| files.get(n)).collect()
}

/// Fetches one of the app's own files.
pub async fn fetch(path: &str) -> Result<Vec<u8>, String> {
    let response = gloo::net::http::Request::get(path)
        .send()
        .await
        .map_err(|why| why.to_string())?;
    if !response.ok() {
        return Err(format!("{} {}", response.status(), response.status_text()));
    }
    response.binary().await.map_err(|why| why.to_string())
}

/// Saves bytes as a file among the downloads.
pub fn save(name: &str, mime: &str, bytes: &[u8]) -> Result<(), String> {
    let blob = blob(mime, bytes)?;
    let url = Url::create_object_url_with_blob(&blob).map_err(|why| said(&why))?;
    let link = web_sys::window()
        .and_then(|w| w.document())
        .and_then(|d| d.create_element("a").ok())
        .and_then(|e| e.dyn_into::<HtmlAnchorElement>().ok())
        .ok_or_else(|| "no document".to_owned())?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // Some browsers read the address only after the click has returned.
    gloo::timers::callback::Timeout::new(60_000, move || {
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
    Ok(())
}

pub(super) fn blob(mime: &str, bytes: &[u8]) -> Result<Blob, String> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    Blob::new_with_u8_array_sequence_and_options(&parts, &options).map_err(|why| said(&why))
}

/// Says whether the device has a sheet for sharing.
pub fn can_share() -> bool {
    web_sys::window()
        .is_some_and(|w| js_sys::Reflect::has(&w.navigator(), &"share".into()).unwrap_or(false))
}

/// Opens the device's sheet for sharing; says whether something was shared.
pub async fn share(title: &str, text: &str, url: &str) -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    let data = ShareData::new();
    data.set_title(title);
    data.set_text(text);
    data.set_url(url);
    JsFuture::from(window.navigator().share_with_data(&data))
        .await
        .is_ok()
}

fn as_shared(name: &str, mime: &str, bytes: &[u8]) -> Option<ShareData> {
    let options = FilePropertyBag::new();
    options.set_type(mime);
    let parts = Array::of1(&Uint8Array::from(bytes));
    let file = File::new_with_u8_array_sequence_and_options(&parts, name, &options).ok()?;
    let data = ShareData::new();
    data.set_files(&Array::of1(&file));
    Some(data)
}

/// Says whether the device's sheet for sharing takes files of this kind.
pub fn can_share_file(name: &str, mime: &str) -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    let navigator = window.navigator();
    // Not every browser that shares has the question, and calling what is not there would throw.
    js_sys::Reflect::get(&navigator, &"canShare".into()).is_ok_and(|f| f.is_function())
        && as_shared(name, mime, b"%PDF").is_some_and(|data| navigator.can_share_with_data(&data))
}

/// Opens the device's sheet for sharing with a file; says whether something was shared. Must be
/// called from a click.
pub async fn share_file(name: &str, mime: &str, bytes: &[u8]) -> bool {
    let (Some(window), Some(data)) = (web_sys::window(), as_shared(name, mime, bytes)) else {
        return false;
    };
    JsFuture::from(window.navigator().share_with_data(&data))
        .await
        .is_ok()
}

/// Copies a text; says whether the browser allowed it.
pub async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    // Without a secure context there is no clipboard, and asking for it would throw.
    let navigator = window.navigator();
    if !js_sys::Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|c| c.is_object()) {
        return false;
    }
    JsFuture::from(navigator.clipboard().write_text(text))
        .await
        .is_ok()
}

fn said(why: &JsValue) -> String {
    js_sys::Reflect::get(why, &"message".into())
        .ok()
        .and_then(|m| m.as_string())
        .unwrap_or_else(|| format!("{why:?}"))
}
