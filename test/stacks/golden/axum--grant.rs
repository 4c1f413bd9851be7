
// cargo add tower-http --features cors
use axum::http::{header::HeaderName, HeaderValue, Method};
use tower_http::cors::CorsLayer;

let cors = CorsLayer::new()
    // .allow_credentials(true) // uncomment if the page sends cookies
    .allow_headers(["content-type", "x-api-key"].map(HeaderName::from_static)) // CHANGED
    .allow_methods([Method::GET, Method::HEAD, Method::POST, Method::PUT]) // CHANGED
    .allow_origin(["https://app.example"].map(HeaderValue::from_static)); // CHANGED

// The last call on the router: after every route, merge, nest, fallback and
// layer, because the last layer runs first.
let app = app.layer(cors);
