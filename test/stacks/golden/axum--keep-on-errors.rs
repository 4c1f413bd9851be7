
// In the app's CorsLayer; keep its other calls and entries:
let cors = CorsLayer::new()
    .allow_origin(["http://[::1]:3000", "https://app.example"].map(axum::http::HeaderValue::from_static)) // CHANGED

// The last call on the router: after every route, merge, nest, fallback and
// layer, because the last layer runs first.
let app = app.layer(cors); // CHANGED
