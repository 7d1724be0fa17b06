use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStreamDefaultReader, Response};

use super::js;
use crate::openai::{LARGEST_BODY, NoAnswer};

/// Reads a body part by part, and stops after [`LARGEST_BODY`]: an endless one would fill the memory.
///
/// # Errors
/// The body is too large, or the connection broke.
pub async fn read_body(response: &Response) -> Result<Vec<u8>, NoAnswer> {
    let mut body = Vec::new();
    let Some(stream) = response.body() else { return Ok(body) };
    let reader: ReadableStreamDefaultReader = stream.get_reader().dyn_into().map_err(|_| NoAnswer::Unreachable)?;
    loop {
        let part = JsFuture::from(reader.read()).await.map_err(|_| NoAnswer::Unreachable)?;
        if js::field(&part, "done").is_truthy() {
            return Ok(body);
        }
        let bytes: Uint8Array = js::field(&part, "value").dyn_into().map_err(|_| NoAnswer::Unreachable)?;
        let at = body.len();
        if at + bytes.length() as usize > LARGEST_BODY {
            // Nobody waits for the rest.
            drop(reader.cancel());
            return Err(NoAnswer::TooLarge);
        }
        body.resize(at + bytes.length() as usize, 0);
        if let Some(room) = body.get_mut(at..) {
            bytes.copy_to(room);
        }
    }
}
