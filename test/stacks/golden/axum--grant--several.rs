// Do not send back every origin: with credentials, every website could read the responses with the user's cookies.

// In the app's CorsLayer; keep its other calls and entries:
use axum::http::{header::HeaderName, HeaderValue, Method};
use tower_http::cors::CorsLayer;

let cors = CorsLayer::new()
    .allow_origin(["http://[::1]:3000", "https://app.example"].map(HeaderValue::from_static)) // CHANGED
    ;

