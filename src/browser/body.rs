use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStreamDefaultReader, Response};

use super::js;

/// The largest body that is read, in bytes. A month of usage is about a tenth of it. Longer ones are cut, which the core sees.
const LARGEST: usize = 8_000_000;

/// Reads a body bit by bit, and no further than is allowed: an endless one would fill the memory. `None` if it breaks off.
pub async fn read_body(response: &Response) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    let Some(stream) = response.body() else { return Some(body) };
    let reader: ReadableStreamDefaultReader = stream.get_reader().dyn_into().ok()?;
    loop {
        let part = JsFuture::from(reader.read()).await.ok()?;
        if js::field(&part, "done").is_truthy() {
            return Some(body);
        }
        let bytes: Uint8Array = js::field(&part, "value").dyn_into().ok()?;
        let at = body.len();
        body.resize(at + bytes.length() as usize, 0);
        if let Some(room) = body.get_mut(at..) {
            bytes.copy_to(room);
        }
        if body.len() > LARGEST {
            // Nobody waits for the rest.
            drop(reader.cancel());
            body.truncate(LARGEST + 1);
            return Some(body);
        }
    }
}
