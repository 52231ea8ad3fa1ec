//! Photos from a camera or a file, made small on the device. What a camera writes into a file
//! beside the picture, where it was taken above all, stays behind: the picture is drawn anew.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, Event, File, HtmlCanvasElement, HtmlInputElement, ImageBitmap,
    Url,
};

use super::files;

/// Of 0 to 1: a face can be known, and 1600 pixels are about 400 kB.
const QUALITY: f64 = 0.8;

/// A photo, small enough to keep and send.
#[derive(Clone, PartialEq, Debug)]
pub struct Shot {
    /// A JPEG.
    pub bytes: Vec<u8>,
    pub width: u32,
    pub height: u32,
}

/// The address of bytes as a picture; dropping it frees them.
#[derive(PartialEq, Debug)]
pub struct Picture(String);

impl Picture {
    pub fn new(jpeg: &[u8]) -> Option<Self> {
        let blob = files::blob("image/jpeg", jpeg).ok()?;
        Url::create_object_url_with_blob(&blob).ok().map(Self)
    }

    pub fn url(&self) -> &str {
        &self.0
    }
}

impl Drop for Picture {
    fn drop(&mut self) {
        let _ = Url::revoke_object_url(&self.0);
    }
}

/// Takes the files that were picked in a field, and empties it, so that the same can be picked
/// again.
pub fn picked(event: &Event) -> Vec<File> {
    let input = event
        .target()
        .and_then(|t| t.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else {
        return Vec::new();
    };
    let files = input.files().map(|files| files::list(&files));
    input.set_value("");
    files.unwrap_or_default()
}

/// Makes a photo of a file; nothing where the browser cannot read it as a picture.
pub async fn shrink(file: &File, longest_px: u32) -> Option<Shot> {
    let window = web_sys::window()?;
    let bitmap = JsFuture::from(window.create_image_bitmap_with_blob(file).ok()?);
    let bitmap: ImageBitmap = bitmap.await.ok()?.dyn_into().ok()?;
    let (width, height) = fitted(bitmap.width(), bitmap.height(), longest_px);
    let canvas = window.document()?.create_element("canvas").ok()?;
    let canvas: HtmlCanvasElement = canvas.dyn_into().ok()?;
    canvas.set_width(width);
    canvas.set_height(height);
    let pen: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let (w, h) = (f64::from(width), f64::from(height));
    // A JPEG has no holes: what is seen through is white.
    pen.set_fill_style_str("#fff");
    pen.fill_rect(0.0, 0.0, w, h);
    pen.draw_image_with_image_bitmap_and_dw_and_dh(&bitmap, 0.0, 0.0, w, h)
        .ok()?;
    bitmap.close();
    let buffer = JsFuture::from(jpeg(&canvas).await?.array_buffer())
        .await
        .ok()?;
    Some(Shot {
        bytes: Uint8Array::new(&buffer).to_vec(),
        width,
        height,
    })
}

async fn jpeg(canvas: &HtmlCanvasElement) -> Option<Blob> {
    let (sender, made) = futures::channel::oneshot::channel();
    let done = Closure::once_into_js(move |blob: JsValue| {
        let _ = sender.send(blob.dyn_into::<Blob>().ok());
    });
    canvas
        .to_blob_with_type_and_encoder_options(
            done.unchecked_ref(),
            "image/jpeg",
            &JsValue::from_f64(QUALITY),
        )
        .ok()?;
    made.await.ok()?
}

/// Returns the size of a picture whose longest side is bounded; a smaller one stays as it is.
fn fitted(width: u32, height: u32, longest_px: u32) -> (u32, u32) {
    let longest = width.max(height).max(1);
    if longest <= longest_px {
        return (width.max(1), height.max(1));
    }
    let side = |px: u32| {
        let px = u64::from(px) * u64::from(longest_px) / u64::from(longest);
        u32::try_from(px).unwrap_or(longest_px).max(1)
    };
    (side(width), side(height))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_keeps_its_shape() {
        let check = |from: (u32, u32), want: (u32, u32)| {
            assert_eq!(fitted(from.0, from.1, 1600), want, "{from:?}");
        };
        check((4000, 3000), (1600, 1200));
        check((3000, 4000), (1200, 1600));
        check((1600, 1600), (1600, 1600));
        check((640, 480), (640, 480));
        check((100_000, 3), (1600, 1));
        check((0, 0), (1, 1));
    }
}
