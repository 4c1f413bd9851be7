// Do not send back every origin: with credentials, every website could read the responses with the user's cookies.

// cargo add tower-http --features cors
use axum::http::{header::HeaderName, HeaderValue, Method};
use tower_http::cors::CorsLayer;

let cors = CorsLayer::new()
    .allow_origin(["https://admin.example", "https://app.example"].map(HeaderValue::from_static)) // CHANGED
    .allow_methods([Method::GET, Method::HEAD, Method::POST, Method::PATCH])
    .allow_headers(["x-api-key"].map(HeaderName::from_static));

// The last call on the router: after every route, merge, nest, fallback and
// layer, because the last layer runs first.
let app = app.layer(cors);
