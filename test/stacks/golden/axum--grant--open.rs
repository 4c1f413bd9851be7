
// In the app's CorsLayer; keep its other calls and entries:
use axum::http::Method;
use tower_http::cors::{Any, CorsLayer};

let cors = CorsLayer::new()
    .allow_origin(Any) // keep the other entries
    ;

