//! The relay's API over HTTP.

use gloo::net::http::{Method, RequestBuilder};

/// An answer of the relay; nothing if it cannot be reached.
pub struct Answer {
    pub status: u16,
    pub body: String,
}

impl Answer {
    pub fn is_good(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The relay's sentence for people, from a [`shared::wire::http::Problem`].
    pub fn sentence(&self) -> String {
        serde_json::from_str::<shared::wire::http::Problem>(&self.body).map_or_else(
            |_| format!("The relay answered {}.", self.status),
            |p| p.message,
        )
    }
}

/// Calls the relay.
pub async fn call(
    url: &str,
    method: &str,
    token: Option<&str>,
    body: Option<String>,
) -> Option<Answer> {
    let method = match method {
        "POST" => Method::POST,
        "PATCH" => Method::PATCH,
        "PUT" => Method::PUT,
        "DELETE" => Method::DELETE,
        _ => Method::GET,
    };
    let mut request = RequestBuilder::new(url).method(method);
    if let Some(token) = token {
        request = request.header("authorization", &format!("Bearer {token}"));
    }
    let response = match body {
        Some(body) => {
            request
                .header("content-type", "application/json")
                .body(body)
                .ok()?
                .send()
                .await
        }
        None => request.send().await,
    };
    let response = response.ok()?;
    let status = response.status();
    let body = response.text().await.unwrap_or_default();
    Some(Answer { status, body })
}
