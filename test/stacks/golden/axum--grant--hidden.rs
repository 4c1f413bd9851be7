
// In the app's CorsLayer; keep its other calls and entries:
let cors = CorsLayer::new()
    // .allow_credentials(true) // uncomment if the page sends cookies
    .allow_headers(["x-api-key"].map(axum::http::HeaderName::from_static)) // CHANGED
    .allow_methods([axum::http::Method::GET, axum::http::Method::HEAD, axum::http::Method::POST, axum::http::Method::PATCH]) // CHANGED
    .allow_origin(["https://admin.example", "https://app.example"].map(axum::http::HeaderValue::from_static)) // CHANGED
