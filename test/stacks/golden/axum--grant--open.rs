
// cargo add tower-http --features cors
use axum::http::Method;
use tower_http::cors::{Any, CorsLayer};

let cors = CorsLayer::new()
    .allow_origin(Any)
    .allow_methods([Method::GET, Method::HEAD, Method::POST]);

// The last call on the router: after every route, merge, nest, fallback and
// layer, because the last layer runs first.
let app = app.layer(cors);
