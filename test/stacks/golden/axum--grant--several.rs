
// In the app's CorsLayer; keep its other calls and entries:
let cors = CorsLayer::new()
    .allow_origin(["http://[::1]:3000", "https://app.example"].map(axum::http::HeaderValue::from_static)) // CHANGED
