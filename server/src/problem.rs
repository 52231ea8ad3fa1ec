//! Error answers: a status, a code for programs and a sentence for people.

use axum::Json;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use shared::wire::http;

use crate::secret::NoRandomness;
use crate::store::StoreError;

#[derive(Debug)]
pub struct Problem {
    pub status: StatusCode,
    pub code: &'static str,
    pub message: String,
    /// Seconds after which the same may be asked again.
    pub again_s: Option<u32>,
}

impl Problem {
    pub fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            again_s: (status == StatusCode::TOO_MANY_REQUESTS).then_some(60),
        }
    }

    /// The relay has as much in hand as it can hold.
    pub fn busy(again_s: u32) -> Self {
        let message = format!("The relay is busy: try again in {again_s} seconds.");
        Self {
            again_s: Some(again_s),
            ..Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy", message)
        }
    }

    pub fn bad(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, code, message)
    }

    pub fn not_signed_in() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "not_signed_in",
            "This device is not, or no longer, part of the production: ask the office for a new invitation.",
        )
    }

    pub fn office_only() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "office_only",
            "Only the production office can do this: ask a coordinator.",
        )
    }

    pub fn too_many() -> Self {
        Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            "too_many",
            "Too many tries from this address: wait a minute, then try again.",
        )
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        tracing::error!("storage: {error}");
        Self::new(
            StatusCode::INSUFFICIENT_STORAGE,
            "storage",
            "The relay could not store this. Nothing is lost on this device; try again later.",
        )
    }
}

impl From<NoRandomness> for Problem {
    fn from(error: NoRandomness) -> Self {
        tracing::error!("{error}");
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "The relay could not make a secret; try again later.",
        )
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = http::Problem {
            code: self.code.to_owned(),
            message: self.message,
        };
        let mut response = (self.status, Json(body)).into_response();
        if let Some(seconds) = self.again_s {
            let headers = response.headers_mut();
            headers.insert("retry-after", HeaderValue::from(seconds));
        }
        response
    }
}
