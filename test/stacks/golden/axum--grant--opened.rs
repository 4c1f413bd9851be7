
// In the app's CorsLayer; keep its other calls and entries:
let cors = CorsLayer::new()
    .allow_credentials(true) // CHANGED
    .allow_origin(["https://app.example"].map(axum::http::HeaderValue::from_static)) // CHANGED
