
// In the app's CorsLayer; keep its other calls and entries:
use axum::http::{header::HeaderName, HeaderValue, Method};
use tower_http::cors::CorsLayer;

let cors = CorsLayer::new()
    .allow_headers(["content-type", "x-api-key"].map(HeaderName::from_static)) // CHANGED
    .expose_headers(["x-total-count"].map(HeaderName::from_static)) // CHANGED
    .allow_methods([Method::GET, Method::HEAD, Method::POST, Method::PUT]) // CHANGED
    ;

// The last call on the router: after every route, merge, nest, fallback and
// layer, because the last layer runs first.
let app = app.layer(cors); // CHANGED
