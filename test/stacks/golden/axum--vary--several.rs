// Clear the CDN's and the browser's caches; they still hold old responses.

// cargo add tower-http --features cors
use axum::http::{header::HeaderName, HeaderValue, Method};
use tower_http::cors::CorsLayer;

let cors = CorsLayer::new()
    .allow_origin(["http://[::1]:3000", "https://app.example"].map(HeaderValue::from_static)) // CHANGED
    .allow_credentials(true)
    .allow_methods([Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::PATCH, Method::DELETE])
    .allow_headers(["authorization"].map(HeaderName::from_static))
    .expose_headers(["x-total-count"].map(HeaderName::from_static))
    .max_age(std::time::Duration::from_secs(600));

// The last call on the router: after every route, merge, nest, fallback and
// layer, because the last layer runs first.
let app = app.layer(cors); // CHANGED
