
// In the app's CorsLayer; keep its other calls and entries:
let cors = CorsLayer::new()
    .allow_origin(tower_http::cors::Any) // keep the other entries
