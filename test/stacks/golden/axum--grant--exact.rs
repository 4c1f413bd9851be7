
// cargo add tower-http --features cors
use axum::http::{header::HeaderName, HeaderValue, Method};
use tower_http::cors::CorsLayer;

let cors = CorsLayer::new()
    .allow_credentials(true)
    .allow_headers(["authorization"].map(HeaderName::from_static))
    .expose_headers(["etag"].map(HeaderName::from_static))
    .max_age(std::time::Duration::from_secs(600))
    .allow_methods([Method::GET, Method::HEAD, Method::POST, Method::DELETE])
    .allow_origin(["https://admin.example", "https://app.example"].map(HeaderValue::from_static));

// The last call on the router: after every route, merge, nest, fallback and
// layer, because the last layer runs first.
let app = app.layer(cors);
