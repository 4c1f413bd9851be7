// Do not send back every origin: with credentials, every website could read the responses with the user's cookies.

// In the app's CorsLayer; keep its other calls and entries:
use axum::http::{header::HeaderName, HeaderValue, Method};
use tower_http::cors::CorsLayer;

let cors = CorsLayer::new()
    // .allow_credentials(true) // uncomment if the page sends cookies
    .allow_headers(["x-api-key"].map(HeaderName::from_static)) // CHANGED
    .allow_methods([Method::GET, Method::HEAD, Method::POST, Method::PATCH]) // CHANGED
    .allow_origin(["https://admin.example", "https://app.example"].map(HeaderValue::from_static)) // CHANGED
    ;

