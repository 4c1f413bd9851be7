
// In the app's CorsLayer; keep its other calls and entries:
let cors = CorsLayer::new()
    .allow_headers(["content-type", "x-api-key"].map(axum::http::HeaderName::from_static)) // CHANGED
    .expose_headers(["x-total-count"].map(axum::http::HeaderName::from_static)) // CHANGED
    .allow_methods([axum::http::Method::GET, axum::http::Method::HEAD, axum::http::Method::POST, axum::http::Method::PUT]) // CHANGED
